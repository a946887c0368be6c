package org.eqprop4j.analog.circuit;

import java.io.Serializable;

/**
 * A group of like elements that one layer contributes. Groups, not single devices, because a dense
 * layer holds tens of thousands of resistors and both solvers and netlists need to know that they
 * form a crossbar.
 */
public sealed interface Element extends Serializable {

  /** Name of the layer that contributed the group. */
  String name();

  /**
   * Ideal voltage sources from ground whose voltages are the sample: node {@code i} is held at
   * {@code sign * feature[firstFeature + i]} volts.
   *
   * @param sign +1, or -1 for the inverted copy of another group
   */
  record VoltageInputs(String name, Nodes nodes, int firstFeature, int sign) implements Element {}

  /** Ideal voltage sources from ground: node {@code i} is held at parameter value {@code i} [V]. */
  record BiasVoltages(String name, Nodes nodes, Parameter voltage) implements Element {}

  /**
   * A resistor from every row to every column: conductance {@code [r, c]} [S] of the parameter
   * joins {@code rows[r]} and {@code columns[c]}.
   */
  record Crossbar(String name, Nodes rows, Nodes columns, Parameter conductance)
      implements Element {}

  /**
   * At each node a diode in series with an ideal voltage source to ground.
   *
   * @param bias one voltage [V] per node, measured from ground. A diode pointing DOWN draws current
   *     out of the node once the node is above the bias, one pointing UP feeds current into it once
   *     the node is below
   */
  record Diodes(String name, Nodes nodes, Direction direction, Parameter bias, DiodeModel model)
      implements Element {}

  /** Which way the diodes of a group conduct. */
  enum Direction {
    /** From the node toward ground: limits the voltage from above. */
    DOWN(1),
    /** From ground toward the node: limits the voltage from below. */
    UP(-1);

    private final int sign;

    Direction(int sign) {
      this.sign = sign;
    }

    /** The sign s in drop = s (V_node - V_bias). */
    public int sign() {
      return sign;
    }
  }

  /**
   * Bidirectional amplifiers: V_out = gain V_in, and the current drawn from the input node is the
   * current that the output delivers divided by the gain (a VCVS and a CCCS). Not a transformer:
   * for that it would be multiplied.
   */
  record Amplifiers(String name, Nodes inputs, Nodes outputs, double gain) implements Element {}

  /**
   * Where the answer is read and the nudging currents are injected.
   *
   * @param folded whether output {@code k} is the difference V(2k) - V(2k+1) of two nodes, so that
   *     it has a sign; the currents into the two are then opposite
   */
  record CurrentOutputs(String name, Nodes nodes, boolean folded) implements Element {

    /** Number of outputs: half the nodes if folded. */
    public int outputs() {
      return folded ? nodes.size() / 2 : nodes.size();
    }
  }
}
