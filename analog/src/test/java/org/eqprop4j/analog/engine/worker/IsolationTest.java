package org.eqprop4j.analog.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.ngspice.NgspiceEngine;
import org.eqprop4j.analog.engine.xyce.XyceEngine;
import org.junit.jupiter.api.Test;

/** Who goes into worker processes, and when. */
class IsolationTest {
  private final Engine ngspice = new NgspiceEngine();

  @Test
  void simulatorsInsideThisProcessAreIsolatedInLongRunsOrAlwaysOrNever() {
    assertThat(Isolation.AUTO.of(ngspice, Isolation.LONG_RUN - 1)).isSameAs(ngspice);
    assertThat(Isolation.AUTO.of(ngspice, Isolation.LONG_RUN)).isInstanceOf(IsolatedEngine.class);
    assertThat(Isolation.ALWAYS.of(ngspice, 1)).isInstanceOf(IsolatedEngine.class);
    assertThat(Isolation.NEVER.of(ngspice, Long.MAX_VALUE)).isSameAs(ngspice);
    assertThat(Isolation.ALWAYS.of(ngspice, 1).name()).isEqualTo("ngspice");
  }

  @Test
  void enginesWithoutNativeCodeNeedNone() {
    for (Engine engine : new Engine[] {Engines.named("builtin"), new XyceEngine()}) {
      assertThat(Isolation.ALWAYS.of(engine, Long.MAX_VALUE)).isSameAs(engine);
    }
  }
}
