package org.eqprop4j.experiments.progress;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/** Plain lines without control characters, no more often than a log file bears. */
final class LineDisplay implements Display {
  private static final long NANOS_BETWEEN_LINES = 15_000_000_000L;

  private final PrintStream out;
  private final LongSupplier nanoTime;
  private long lastLine;

  LineDisplay(PrintStream out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
    this.lastLine = nanoTime.getAsLong();
  }

  @Override
  public void update(Snapshot snapshot) {
    if (nanoTime.getAsLong() - lastLine >= NANOS_BETWEEN_LINES) {
      say(snapshot.place() + "  " + snapshot.percent() + snapshot.scores() + snapshot.timeLeft());
    }
  }

  @Override
  public void say(String line) {
    lastLine = nanoTime.getAsLong();
    out.println(line);
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
