package org.eqprop4j.analog.engine.ngspice;

import org.eqprop4j.analog.engine.EngineConformance;
import org.eqprop4j.analog.testing.Installed;

/** ngspice with Norton equivalents. */
class NgspiceConformanceTest extends EngineConformance {
  @Override
  protected String engineName() {
    return "ngspice";
  }

  @Override
  protected void requireInstalled() {
    Installed.requireEngine(engineName());
  }
}
