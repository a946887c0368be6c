package org.eqprop4j.analog.circuit;

import java.io.Serializable;
import java.util.List;

/**
 * A group of like elements that one layer contributes. Groups, not single devices, because a dense
 * layer holds tens of thousands of resistors and both solvers and netlists need to know that they
 * form a crossbar.
 */
public sealed interface Element extends Serializable {

  /** What {@link Conductances#forEachBranch} calls. */
  interface Branch {
    /**
     * A resistor between two nodes.
     *
     * @param parameter index of its conductance [S] in the parameter vector
     */
    void join(int a, int b, int parameter);
  }

  /** A group of resistors with conductances that are values of one parameter. */
  sealed interface Conductances extends Element {
    /** The block that holds the conductances [S]. */
    Parameter conductance();

    /** Visits the resistors in their order. */
    void forEachBranch(Branch action);
  }

  /** Name of the layer that contributed the group. */
  String name();

  /** Number of elements in the group. */
  int count();

  /**
   * Ideal voltage sources from ground whose voltages are the sample: node {@code i} is held at
   * {@code sign * feature[firstFeature + i]} volts.
   *
   * @param sign +1, or -1 for the inverted copy of another group
   * @param clamp whether the nodes are outputs that are held: they stay part of their zone, so that
   *     its weight and its energy are those of the circuit with free outputs
   */
  record VoltageInputs(String name, Nodes nodes, int firstFeature, int sign, boolean clamp)
      implements Element {
    @Override
    public int count() {
      return nodes.size();
    }
  }

  /** Ideal voltage sources from ground: node {@code i} is held at parameter value {@code i} [V]. */
  record BiasVoltages(String name, Nodes nodes, Parameter voltage) implements Element {
    @Override
    public int count() {
      return nodes.size();
    }
  }

  /** Ideal current sources from ground: parameter value {@code i} [A] flows into node {@code i}. */
  record BiasCurrents(String name, Nodes nodes, Parameter current) implements Element {
    @Override
    public int count() {
      return nodes.size();
    }
  }

  /**
   * A resistor from every row to every column: conductance {@code [r, c]} [S] of the parameter
   * joins {@code rows[r]} and {@code columns[c]}.
   */
  record Crossbar(String name, Nodes rows, Nodes columns, Parameter conductance)
      implements Conductances {
    @Override
    public int count() {
      return rows.size() * columns.size();
    }

    @Override
    public void forEachBranch(Branch action) {
      int parameter = conductance.offset();
      for (int r = 0; r < rows.size(); r++) {
        for (int c = 0; c < columns.size(); c++) {
          action.join(rows.get(r), columns.get(c), parameter++);
        }
      }
    }
  }

  /**
   * Single resistors wherever they are wanted. Several may have the same value of the parameter.
   */
  record Resistors(String name, List<Resistor> resistors, Parameter conductance)
      implements Conductances {
    public Resistors {
      resistors = List.copyOf(resistors);
    }

    @Override
    public int count() {
      return resistors.size();
    }

    @Override
    public void forEachBranch(Branch action) {
      for (Resistor r : resistors) {
        action.join(r.from(), r.to(), conductance.offset() + r.value());
      }
    }
  }

  /**
   * A resistor between two nodes.
   *
   * @param value which value of its group's parameter is its conductance
   */
  record Resistor(int from, int to, int value) implements Serializable {}

  /**
   * At each node a diode in series with an ideal voltage source to ground.
   *
   * @param bias one voltage [V] per node, measured from ground. A diode pointing DOWN draws current
   *     out of the node once the node is above the bias, one pointing UP feeds current into it once
   *     the node is below
   */
  record Diodes(String name, Nodes nodes, Direction direction, Parameter bias, DiodeModel model)
      implements Element {
    @Override
    public int count() {
      return nodes.size();
    }
  }

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
   * Bidirectional amplifiers: V_out = reference + gain (V_in - reference), and the current drawn
   * from the input node is the current that the output delivers divided by the gain (a VCVS and a
   * CCCS). Not a transformer: for that it would be multiplied.
   *
   * @param reference voltage that is not changed [V], from which all others count
   */
  record Amplifiers(String name, Nodes inputs, Nodes outputs, double gain, double reference)
      implements Element {
    @Override
    public int count() {
      return inputs.size();
    }
  }

  /**
   * A head: where an answer is read and nudging currents are injected.
   *
   * @param folded whether output {@code k} is the difference V(2k) - V(2k+1) of two nodes, so that
   *     it has a sign; the currents into the two are then opposite
   */
  record CurrentOutputs(String name, Nodes nodes, boolean folded) implements Element {

    @Override
    public int count() {
      return nodes.size();
    }

    /** Number of outputs: half the nodes if folded. */
    public int outputs() {
      return folded ? nodes.size() / 2 : nodes.size();
    }
  }
}
