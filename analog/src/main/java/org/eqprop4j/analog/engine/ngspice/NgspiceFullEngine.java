package org.eqprop4j.analog.engine.ngspice;

/** ngspice with every device of the circuit: slow, and what a doubter wants to see. */
public final class NgspiceFullEngine extends NgspiceEngine {

  public NgspiceFullEngine() {
    super(NgspiceOptions.DEFAULT.withFolded(false));
  }

  @Override
  public String name() {
    return "ngspice-full";
  }
}
