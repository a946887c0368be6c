package org.eqprop4j.experiments.progress;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;

/** One bar at the bottom of a terminal; lines that stay scroll up above it. */
final class BarDisplay implements Display {
  private static final int REFRESH_MILLIS = 250;
  private static final int RESOLUTION = 10_000;

  private final BarConsumer consumer;
  private ProgressBar bar;
  private volatile Snapshot latest;
  private boolean closed;

  /**
   * A bar that appears with the first update.
   *
   * @param width columns of the terminal, or 0 to ask the terminal
   */
  BarDisplay(PrintStream out, int width) {
    consumer = new BarConsumer(out, width);
  }

  @Override
  public void update(Snapshot snapshot) {
    latest = snapshot;
    if (closed) {
      return;
    }
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setInitialMax(RESOLUTION)
              .setUpdateIntervalMillis(REFRESH_MILLIS)
              .setConsumer(consumer)
              .setRenderer(this::render)
              .build();
    }
    bar.stepTo(Math.round(snapshot.fraction() * RESOLUTION));
  }

  private String render(ProgressState state, int width) {
    return BarLine.render(latest, width);
  }

  @Override
  public void say(String line) {
    consumer.say(line);
  }

  @Override
  public void close() {
    closed = true;
    if (bar != null) {
      bar.close();
      consumer.close(); // The library's thread would do it only some time later.
    }
  }

  /** Draws over the terminal's last line; its thread and those that say something take turns. */
  private static final class BarConsumer extends ConsoleProgressBarConsumer {
    private static final String TO_LINE_START = "\r";
    private static final String ERASE_TO_LINE_END = "\u001b[K";

    private final PrintStream out;
    private String drawn = "";
    private boolean closed;

    BarConsumer(PrintStream out, int width) {
      super(out, width > 0 ? width : -1);
      this.out = out;
    }

    @Override
    public synchronized void accept(String line) {
      if (!closed) {
        drawn = line;
        out.print(TO_LINE_START + line + ERASE_TO_LINE_END);
        out.flush();
      }
    }

    synchronized void say(String line) {
      out.println(TO_LINE_START + line + ERASE_TO_LINE_END);
      out.print(closed ? "" : drawn);
      out.flush();
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        out.print(TO_LINE_START + ERASE_TO_LINE_END);
        out.flush();
      }
    }
  }
}
