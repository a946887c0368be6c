package org.eqprop4j.analog.engine.worker;

import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.EngineConformance;
import org.eqprop4j.analog.engine.ngspice.NgspiceEngine;
import org.eqprop4j.analog.engine.ngspice.NgspiceOptions;
import org.eqprop4j.analog.testing.Installed;

/** ngspice in a worker process; one is enough to see that all arrives. */
class IsolatedNgspiceConformanceTest extends EngineConformance {
  @Override
  protected String engineName() {
    return "ngspice";
  }

  @Override
  protected Engine engine() {
    return new IsolatedEngine(new NgspiceEngine(NgspiceOptions.DEFAULT.withInstances(1)));
  }

  @Override
  protected void requireInstalled() {
    Installed.requireEngine(engineName());
  }
}
