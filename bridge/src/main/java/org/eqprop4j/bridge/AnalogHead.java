package org.eqprop4j.bridge;

import java.util.List;
import org.eqprop4j.analog.circuit.DiodeModel;
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
 * The classifier of Figure 6 in Watfa et al. (2023): doubled inputs and a bias, one hidden layer
 * with a pair of diodes and an amplifier at each node, and two nodes for each class.
 *
 * @param hidden number of hidden nodes
 * @param gain gain of the amplifiers
 * @param biasVolts voltage of the bias source of either layer [V]
 * @param diode the device of the pair
 * @param diodeBias voltage of the series sources, positive for the diode pointing down, negative
 *     for the other [V]
 * @param initial how the conductances start [S]
 * @param bounds what training keeps them to [S]
 */
public record AnalogHead(
    int hidden,
    double gain,
    double biasVolts,
    DiodeModel diode,
    double diodeBias,
    Initializer initial,
    Bounds bounds) {

  /** Names of the two layers with conductances. */
  public static final String FIRST = "d1";

  public static final String SECOND = "d2";

  /**
   * Builds the circuit.
   *
   * @param inputs number of features; the circuit has twice as many input nodes and a bias
   * @param classes number of classes
   */
  public Model build(int inputs, int classes, long seed) {
    Signal plus = new Input("xp", inputs).on();
    Signal minus = new InvertedInput("xn").on(plus);
    Signal rows = new Concatenate("j1").on(plus, minus, new Bias("b1", 1, biasVolts).on());
    Signal weighted = new Dense(FIRST, hidden, initial, bounds).on(rows);
    Signal above = new DiodeLayer("a1_1", Direction.DOWN, diodeBias, diode).on(weighted);
    Signal clamped = new DiodeLayer("a1_2", Direction.UP, -diodeBias, diode).on(above);
    Signal amplified = new Amplification("g1", gain).on(clamped);
    Signal hiddenRows = new Concatenate("j2").on(amplified, new Bias("b2", 1, biasVolts).on());
    Signal outputs = new Dense(SECOND, 2 * classes, initial, bounds).on(hiddenRows);
    return new Model(List.of(plus), new Current("c1", true).on(outputs), seed);
  }
}
