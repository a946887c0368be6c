package org.eqprop4j.analog.engine.builtin;

/** How operating points are found. */
enum Method {
  /** That of the two which is foretold to be cheaper, see {@link MethodCosts}. */
  CHEAPER,
  NEWTON,
  /** For circuits whose diodes are all piecewise linear. */
  COORDINATE_DESCENT
}
