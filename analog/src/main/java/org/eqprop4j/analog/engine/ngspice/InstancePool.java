package org.eqprop4j.analog.engine.ngspice;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Copies of ngspice that no solver uses at the moment. A copy cannot be unloaded safely, so there
 * are never more than were needed at one time, plus those that had to be given up.
 */
final class InstancePool {
  private static final Map<Path, Deque<NgspiceInstance>> IDLE = new HashMap<>();

  private InstancePool() {}

  /** An idle copy or a new one. */
  static NgspiceInstance take(Path file, Duration limit) {
    synchronized (IDLE) {
      Deque<NgspiceInstance> idle = IDLE.get(file);
      if (idle != null && !idle.isEmpty()) {
        return idle.pop();
      }
    }
    return NgspiceInstance.start(file, limit);
  }

  /** Takes back a copy that has no circuit loaded. */
  static void giveBack(Path file, NgspiceInstance instance) {
    if (!instance.dead()) {
      synchronized (IDLE) {
        IDLE.computeIfAbsent(file, f -> new ArrayDeque<>()).push(instance);
      }
    }
  }
}
