package org.eqprop4j.experiments.ebana;

import java.util.List;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.PiecewiseLinearDiode;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Energy;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.layer.Bias;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Concatenate;
import org.eqprop4j.analog.layer.Current;
import org.eqprop4j.analog.layer.Dense;
import org.eqprop4j.analog.layer.DiodeLayer;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.layer.Input;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.model.Model;

/**
 * The circuit of Watfa et al. (2023), Figure 2B: the input behind G1, a bias behind G2, and a diode
 * that limits the node where they meet, which is the output.
 */
final class RegressionCircuit {
  /** What stands for an open circuit [ohm]. */
  private static final double OPEN = 1e15;

  private static final SolverOptions OPTIONS = SolverOptions.DEFAULT.withThreads(1);

  private RegressionCircuit() {}

  /** The circuit with random conductances: G1, then G2. */
  static Model model(RegressionConfig.CircuitConfig circuit, long seed) {
    Signal x = new Input("x", 1).on();
    Signal bias = new Bias("bias", 1, circuit.biasVoltage()).on();
    Signal rows = new Concatenate("rows").on(x, bias);
    Initializer start = new Initializer.Uniform(circuit.initialLow(), circuit.initialHigh());
    Bounds bounds = Bounds.siemens(circuit.floor(), circuit.ceiling());
    Signal node = new Dense("conductances", 1, start, bounds).on(rows);
    PiecewiseLinearDiode diode =
        new PiecewiseLinearDiode(circuit.threshold(), circuit.onResistance(), OPEN);
    Signal limited = new DiodeLayer("limit", Direction.DOWN, 0, diode).on(node);
    return new Model(List.of(x), new Current("y", false).on(limited), seed);
  }

  /** G1 of a model [S]. */
  static double inputConductance(Model model) {
    return model.parameters()[model.circuit().parameter("conductances").offset()];
  }

  /** G2 of a model [S]. */
  static double biasConductance(Model model) {
    return model.parameters()[model.circuit().parameter("conductances").offset() + 1];
  }

  /** Sets G1 and G2 of a model [S]. */
  static void setConductances(Model model, double inputConductance, double biasConductance) {
    double[] parameters = model.parameters().clone();
    int first = model.circuit().parameter("conductances").offset();
    parameters[first] = inputConductance;
    parameters[first + 1] = biasConductance;
    model.setParameters(parameters);
  }

  /** What the circuit answers to inputs: the states of least energy [V]. */
  static double[] states(Model model, double[] inputs) {
    OperatingPoints points = solve(model, inputs);
    int node = model.circuit().outputs().nodes().get(0);
    double[] states = new double[inputs.length];
    for (int s = 0; s < states.length; s++) {
      states[s] = points.voltage(node, s);
    }
    return states;
  }

  /**
   * The energy (eq. 5) with the output held at a voltage.
   *
   * @param inputs [V]
   * @param outputs as many [V]
   * @return [W]
   */
  static double[] energies(Model model, double[] inputs, double[] outputs) {
    Model clamped = model.clamped();
    double[] features = new double[2 * inputs.length];
    System.arraycopy(inputs, 0, features, 0, inputs.length);
    System.arraycopy(outputs, 0, features, inputs.length, outputs.length);
    OperatingPoints points = solve(clamped, features);
    double[] energies = new double[inputs.length];
    for (int s = 0; s < energies.length; s++) {
      energies[s] = Energy.of(clamped.circuit(), clamped.parameters(), points, s);
    }
    return energies;
  }

  private static OperatingPoints solve(Model model, double[] features) {
    OperatingPoints points =
        new OperatingPoints(
            model.circuit().nodeCount(), features.length / model.circuit().featureCount());
    try (CircuitSolver solver = Engines.named("builtin").load(model.circuit(), OPTIONS)) {
      solver.setParameters(model.parameters());
      solver.solve(features, null, Phase.free(points));
    }
    return points.requireConverged();
  }
}
