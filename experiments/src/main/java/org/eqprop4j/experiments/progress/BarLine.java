package org.eqprop4j.experiments.progress;

/** Lays out the bar's line: what matters most is kept when the terminal is narrow. */
final class BarLine {
  private static final int WIDEST_BAR = 30;
  private static final int NARROWEST_BAR = 5;

  private BarLine() {}

  static String render(Snapshot snapshot, int width) {
    // The last column stays free: writing to it makes some terminals break the line.
    int room = Math.max(0, width - 1);
    String head = snapshot.place() + "  ";
    String tail = " " + snapshot.percent() + snapshot.scores() + snapshot.timeLeft();
    int bar = Math.min(WIDEST_BAR, room - head.length() - tail.length() - 2);
    String line = bar < NARROWEST_BAR ? head.strip() + tail : head + bar(snapshot, bar) + tail;
    return line.length() > room ? line.substring(0, room) : line;
  }

  private static String bar(Snapshot snapshot, int length) {
    int done = (int) Math.round(snapshot.fraction() * length);
    return "[" + "#".repeat(done) + "-".repeat(length - done) + "]";
  }
}
