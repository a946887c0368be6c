package org.eqprop4j.experiments.kiraz;

import java.util.List;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.layer.Amplification;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Current;
import org.eqprop4j.analog.layer.Dense;
import org.eqprop4j.analog.layer.DiodeLayer;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.layer.Input;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.model.Model;

/** The published circuit made of the library's layers, for positive weights. */
final class LibraryCircuit {
  private static final String FIRST = "first";
  private static final String SECOND = "second";

  private LibraryCircuit() {}

  /**
   * The circuit with the given weights.
   *
   * @param outputs output nodes, 1 or 2; two are folded to one answer
   * @param weights positive, in the order of {@link PublishedCircuit} [S]
   */
  static Model with(int outputs, double[] weights) {
    Initializer zero = new Initializer.Constant(0);
    Bounds bounds = Bounds.siemens(0, Double.MAX_VALUE);
    Signal input = new Input("sources", PublishedCircuit.SOURCES).on();
    Signal hidden = new Dense(FIRST, PublishedCircuit.HIDDEN, zero, bounds).on(input);
    double bias = PublishedCircuit.DIODE_BIAS;
    Signal below = new DiodeLayer("down", Direction.DOWN, bias, PublishedCircuit.DIODE).on(hidden);
    Signal within = new DiodeLayer("up", Direction.UP, -bias, PublishedCircuit.DIODE).on(below);
    Signal amplified = new Amplification("amplifier", PublishedCircuit.GAIN).on(within);
    Signal answer = new Dense(SECOND, outputs, zero, bounds).on(amplified);
    Model model = new Model(List.of(input), new Current("answer", outputs == 2).on(answer), 0);
    double[] parameters = model.parameters().clone();
    Parameter second = model.circuit().parameter(SECOND);
    System.arraycopy(
        weights, 0, parameters, model.circuit().parameter(FIRST).offset(), PublishedCircuit.FIRST);
    System.arraycopy(weights, PublishedCircuit.FIRST, parameters, second.offset(), second.size());
    model.setParameters(parameters);
    return model;
  }

  /** Picks what belongs to the weights out of an array with a value for each parameter. */
  static double[] ofWeights(Model model, double[] ofParameters) {
    Parameter first = model.circuit().parameter(FIRST);
    Parameter second = model.circuit().parameter(SECOND);
    double[] weights = new double[first.size() + second.size()];
    System.arraycopy(ofParameters, first.offset(), weights, 0, first.size());
    System.arraycopy(ofParameters, second.offset(), weights, first.size(), second.size());
    return weights;
  }
}
