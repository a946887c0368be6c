package org.eqprop4j.analog.engine.builtin;

import org.eqprop4j.analog.engine.EngineConformance;

/** The built-in engine against closed forms, Kirchhoff's law and itself. */
class BuiltinConformanceTest extends EngineConformance {
  @Override
  protected String engineName() {
    return "builtin";
  }

  @Override
  protected void requireInstalled() {}
}
