package org.eqprop4j.analog.engine;

/** How well engines must agree. */
public final class Tolerances {
  /** How far a node voltage may be from the exact one, or from that of the built-in engine [V]. */
  public static final double VOLTS = 1e-9;

  /** The part by which an EqProp gradient may differ from that of the built-in engine. */
  public static final double RELATIVE_GRADIENT = 1e-6;

  /** The part by which conductances may differ after ten epochs of training on another engine. */
  public static final double RELATIVE_CONDUCTANCE = 1e-5;

  private Tolerances() {}
}
