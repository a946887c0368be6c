package org.eqprop4j.experiments.progress;

/** Where progress is shown. Calls come from one thread at a time. */
interface Display extends AutoCloseable {
  /** Something moved; called often. */
  void update(Snapshot snapshot);

  /** Shows a line that stays. */
  void say(String line);

  @Override
  void close();
}
