package org.eqprop4j.analog.engine.xyce;

import static org.junit.jupiter.api.Assumptions.abort;

import org.eqprop4j.analog.engine.EngineConformance;

/** The real Xyce, wherever it is. */
class XyceConformanceTest extends EngineConformance {
  @Override
  protected String engineName() {
    return "xyce";
  }

  /** Skips in CI as well: there is no package of Xyce to install there. */
  @Override
  protected void requireInstalled() {
    new XyceEngine()
        .missing()
        .ifPresent(reason -> abort("not tested on Xyce, which is not on this machine: " + reason));
  }
}
