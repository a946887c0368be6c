package org.eqprop4j.analog.engine.ngspice;

import org.eqprop4j.analog.engine.EngineConformance;
import org.eqprop4j.analog.testing.Installed;

/** ngspice with every device of the circuit. */
class NgspiceFullConformanceTest extends EngineConformance {
  @Override
  protected String engineName() {
    return "ngspice-full";
  }

  @Override
  protected void requireInstalled() {
    Installed.requireEngine(engineName());
  }
}
