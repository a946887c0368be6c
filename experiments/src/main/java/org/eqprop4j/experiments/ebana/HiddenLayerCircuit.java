package org.eqprop4j.experiments.ebana;

import java.util.List;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.layer.Amplification;
import org.eqprop4j.analog.layer.Bias;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Concatenate;
import org.eqprop4j.analog.layer.Current;
import org.eqprop4j.analog.layer.Dense;
import org.eqprop4j.analog.layer.DiodeLayer;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.layer.Input;
import org.eqprop4j.analog.layer.InvertedInput;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.model.Model;

/**
 * The circuit of Watfa et al. (2023), Figure 6, without the second bias: features, their inverted
 * copies and a bias, one hidden layer of nodes with two diodes and an amplifier each, outputs.
 */
final class HiddenLayerCircuit {
  /** Name of the layer between inputs and hidden nodes. */
  static final String HIDDEN = "hidden";

  /** Name of the layer between amplifiers and output nodes. */
  static final String OUTPUT = "output";

  private HiddenLayerCircuit() {}

  /**
   * The circuit with random conductances.
   *
   * @param features number of features
   * @param outputs number of outputs
   */
  static Model model(CircuitConfig circuit, int features, int outputs, long seed) {
    Initializer start = new Initializer.Uniform(0, circuit.initialHigh());
    Bounds bounds = Bounds.siemens(circuit.floor(), circuit.ceiling());
    double bias = circuit.diodeBias();
    Signal x = new Input("x", features).on();
    Signal inverted = new InvertedInput("inverted").on(x);
    Signal one = new Bias("bias", 1, circuit.biasVoltage()).on();
    Signal rows = new Concatenate("rows").on(x, inverted, one);
    Signal hidden = new Dense(HIDDEN, circuit.hidden(), start, bounds).on(rows);
    Signal above = new DiodeLayer("above", Direction.DOWN, bias, circuit.diode()).on(hidden);
    Signal pair = new DiodeLayer("below", Direction.UP, -bias, circuit.diode()).on(above);
    Signal amplified = new Amplification("amplifiers", circuit.gain()).on(pair);
    int nodes = outputs * (circuit.folded() ? 2 : 1);
    Signal y = new Dense(OUTPUT, nodes, start, bounds).on(amplified);
    return new Model(List.of(x), new Current("scores", circuit.folded()).on(y), seed);
  }
}
