package org.eqprop4j.bridge;

import java.util.List;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element.CurrentOutputs;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.spice.SpiceNetlist;
import org.eqprop4j.analog.train.Evaluation;
import org.eqprop4j.analog.train.Readout;
import org.eqprop4j.data.Samples;

/**
 * The circuit of a hybrid model, driven by samples, as a netlist whose head says how to read the
 * classes from the voltages and which class the built-in engine finds for each sample.
 */
public final class HybridNetlist {
  private HybridNetlist() {}

  /**
   * Embeds and solves the samples, and writes both down.
   *
   * @param samples for the model's front-end, labelled; some hundred at most
   * @param classNames a name for each output of the circuit
   */
  public static SpiceNetlist of(HybridModel model, Samples samples, List<String> classNames) {
    return of(model.circuit(), model.toVolts(samples), classNames);
  }

  /**
   * The same for a circuit without a front-end.
   *
   * @param samples labelled, with input voltages as features [V]; some hundred at most
   * @param classNames a name for each output of the circuit
   */
  public static SpiceNetlist of(Model model, Samples samples, List<String> classNames) {
    Circuit circuit = model.circuit();
    double[] features = features(samples);
    double[] parameters = model.parameters();
    SpiceNetlist netlist = new SpiceNetlist(circuit, parameters, features, null, samples.size());
    netlist.note("the answer for a sample is the class with the largest voltage");
    CurrentOutputs outputs = circuit.outputs().heads().get(0);
    for (int k = 0; k < outputs.outputs(); k++) {
      netlist.note(label(k, classNames) + ": " + voltage(netlist, outputs, k));
    }
    int[] predicted = predict(circuit, parameters, features, samples.size());
    for (int s = 0; s < samples.size(); s++) {
      netlist.note(
          "sample "
              + s
              + ": built-in engine finds "
              + label(predicted[s], classNames)
              + ", data say "
              + label(samples.label(s), classNames));
    }
    return netlist;
  }

  private static double[] features(Samples volts) {
    int[] all = IntStream.range(0, volts.size()).toArray();
    return Columns.ofRows(volts.features(), volts.featureWidth(), all);
  }

  private static String label(int k, List<String> classNames) {
    return "class " + k + " (" + classNames.get(k) + ")";
  }

  private static String voltage(SpiceNetlist netlist, CurrentOutputs outputs, int k) {
    if (!outputs.folded()) {
      return "v(" + netlist.nodeName(outputs.nodes().get(k)) + ")";
    }
    return "v("
        + netlist.nodeName(outputs.nodes().get(2 * k))
        + ") - v("
        + netlist.nodeName(outputs.nodes().get(2 * k + 1))
        + ")";
  }

  private static int[] predict(
      Circuit circuit, double[] parameters, double[] features, int samples) {
    OperatingPoints points = new OperatingPoints(circuit.nodeCount(), samples);
    try (CircuitSolver solver = Engines.named("builtin").load(circuit, SolverOptions.DEFAULT)) {
      solver.setParameters(parameters);
      solver.solve(features, null, Phase.free(points));
    }
    points.requireConverged();
    Readout readout = new Readout(circuit.outputs());
    double[] y = new double[readout.size()];
    int[] predicted = new int[samples];
    for (int s = 0; s < samples; s++) {
      readout.read(points, s, y);
      predicted[s] = Evaluation.argMax(y);
    }
    return predicted;
  }
}
