package org.eqprop4j.analog.engine.builtin;

/** The built-in engine with Newton's method, whatever it costs: to compare. */
public final class NewtonEngine extends BuiltinEngine {

  public NewtonEngine() {
    super(Method.NEWTON);
  }

  @Override
  public String name() {
    return "newton";
  }
}
