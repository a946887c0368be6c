package org.eqprop4j.analog.engine.builtin;

/** The built-in engine with coordinate descent, whatever it costs: to compare. */
public final class CoordinateDescentEngine extends BuiltinEngine {

  public CoordinateDescentEngine() {
    super(Method.COORDINATE_DESCENT);
  }

  @Override
  public String name() {
    return "coordinate-descent";
  }
}
