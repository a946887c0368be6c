package org.eqprop4j.analog.engine.worker;

import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.NativeEngine;

/** Whether simulators that run native code do so in worker processes. */
public enum Isolation {
  /** In long runs. */
  AUTO,
  /** Always. */
  ALWAYS,
  /** Never. */
  NEVER;

  /**
   * Operating points from which on a run is long. ngspice finds the head for Fashion-MNIST, folded,
   * that often in a few minutes.
   */
  public static final long LONG_RUN = 50_000;

  /**
   * The engine, in worker processes where that applies.
   *
   * @param points number of operating points that the run will ask for, roughly
   * @return the engine itself if it runs no native code in this process
   */
  public Engine of(Engine engine, long points) {
    boolean isolated =
        switch (this) {
          case AUTO -> points >= LONG_RUN;
          case ALWAYS -> true;
          case NEVER -> false;
        };
    return isolated && engine instanceof NativeEngine inside ? new IsolatedEngine(inside) : engine;
  }
}
