package org.eqprop4j.analog.engine;

/** An engine that runs native code in this process. */
public interface NativeEngine extends Engine {

  /**
   * What runs, found on this machine.
   *
   * @throws EngineException if it is missing
   */
  NativeSimulator simulator();

  @Override
  default String version() {
    return simulator().version();
  }
}
