package org.eqprop4j.analog.engine.builtin;

import java.util.Arrays;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.circuit.NodeReduction.Root;
import org.eqprop4j.analog.circuit.Nodes;

/**
 * A row or column of a crossbar, as a reduced system sees it.
 *
 * @param unknown place of its unknown, or -1
 * @param feature its input, or -1
 * @param parameter index of its voltage among the parameters, or -1
 * @param scale the multiple of what it follows from
 * @param shift the constant that is added [V]
 * @param weight of its zone, 0 if sources hold it
 */
record CrossbarEnd(
    int unknown, int feature, int parameter, double scale, double shift, double weight) {

  static CrossbarEnd of(ReducedSystem system, int node) {
    NodeReduction reduction = system.circuit.reduction();
    Root root = reduction.root(node);
    return new CrossbarEnd(
        system.unknownAt(node),
        root == Root.FEATURE ? reduction.index(node) : -1,
        root == Root.PARAMETER ? reduction.index(node) : -1,
        reduction.scale(node),
        reduction.shift(node),
        root == Root.UNKNOWN ? system.circuit.zoneWeights().ofNode(node) : 0);
  }

  static CrossbarEnd[] of(ReducedSystem system, Nodes nodes) {
    return Arrays.stream(nodes.toArray()).mapToObj(n -> of(system, n)).toArray(CrossbarEnd[]::new);
  }

  /** The voltage that does not depend on unknowns and inputs. */
  double volts(double[] parameters) {
    return parameter < 0 ? shift : scale * parameters[parameter] + shift;
  }
}
