package org.eqprop4j.bridge.dl4j;

import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.eqprop4j.analog.circuit.Circuit;

/**
 * Numbers of inputs and outputs of an analog layer.
 *
 * @param inputs 0 if the circuit takes as many as there will be
 */
record Sizes(long inputs, long outputs) {

  /**
   * The sizes of a block.
   *
   * @param inputs asked for by the builder, 0 if not
   * @param outputs asked for by the builder, 0 if not
   * @throws DL4JInvalidConfigException naming the layer, if the block does not have what was asked
   */
  static Sizes of(AnalogBlock block, String layer, long inputs, long outputs) {
    try {
      Circuit circuit = block.build(inputs, 0).circuit();
      int given = circuit.outputs().outputs();
      if (outputs != 0 && outputs != given) {
        throw new IllegalArgumentException(
            "its circuit has " + given + " outputs, the builder was told " + outputs);
      }
      boolean open = inputs == 0 && block.resizable();
      return new Sizes(open ? 0 : circuit.featureCount(), given);
    } catch (IllegalArgumentException e) {
      throw new DL4JInvalidConfigException("layer '" + layer + "': " + e.getMessage(), e);
    }
  }
}
