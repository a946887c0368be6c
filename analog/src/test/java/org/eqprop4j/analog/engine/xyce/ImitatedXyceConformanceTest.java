package org.eqprop4j.analog.engine.xyce;

import java.nio.file.Path;
import java.util.Map;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.EngineConformance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine's part of a solve, on a program that reads the same netlists as Xyce: what it writes
 * must mean the circuit. Says nothing about Xyce.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the program is started by a shell script")
class ImitatedXyceConformanceTest extends EngineConformance {
  @TempDir Path temporary;

  @Override
  protected String engineName() {
    return "xyce";
  }

  @Override
  protected Engine engine() {
    Path program = FakeXyce.install(temporary.resolve("bin"));
    Map<String, String> environment = Map.of(ExecutableSearch.VARIABLE, program.toString());
    return new XyceEngine(XyceOptions.DEFAULT, new ExecutableSearch(environment::get), temporary);
  }

  @Override
  protected void requireInstalled() {}
}
