package org.eqprop4j.analog.circuit;

/**
 * A circuit that cannot be built or has no energy function. The message names the layer and says
 * what was expected.
 */
public final class CircuitException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public CircuitException(String message) {
    super(message);
  }
}
