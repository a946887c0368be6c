package org.eqprop4j.experiments.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells the user how far a run is. May be called from any thread.
 *
 * <p>The time left is that of the stage, from the pace since it began in this process.
 */
public final class Progress implements AutoCloseable {
  /** Less of a stage than this says nothing about its pace. */
  private static final double LEAST_FRACTION = 0.005;

  private final Display display;
  private final LongSupplier nanoTime;

  private String stage;
  private int number;
  private int of;
  private int epochs;
  private int epoch;
  private long steps;
  private long step;
  private double loss;
  private double accuracy;
  private long startNanos;
  private double startFraction;

  Progress(Display display, LongSupplier nanoTime) {
    this.display = display;
    this.nanoTime = nanoTime;
  }

  /**
   * Progress on a stream.
   *
   * @param terminal whether the stream is a terminal that can redraw a line; otherwise plain lines
   *     are printed now and then
   */
  public static Progress on(PrintStream out, boolean terminal) {
    return new Progress(
        terminal ? new BarDisplay(out, 0) : new LineDisplay(out, System::nanoTime),
        System::nanoTime);
  }

  /**
   * A stage begins.
   *
   * @param name its name
   * @param number which stage it is, from 1
   * @param of how many there are
   * @param epochs most epochs it takes
   * @param finished epochs that an earlier process finished
   */
  public synchronized void beginStage(String name, int number, int of, int epochs, int finished) {
    this.stage = name;
    this.number = number;
    this.of = of;
    this.epochs = epochs;
    this.epoch = finished;
    this.steps = 0;
    this.step = 0;
    this.loss = Double.NaN;
    this.accuracy = Double.NaN;
    this.startNanos = nanoTime.getAsLong();
    this.startFraction = fraction();
    display.update(snapshot());
  }

  /** An epoch, from 1, with so many steps begins. */
  public synchronized void beginEpoch(int epoch, long steps) {
    this.epoch = epoch;
    this.steps = steps;
    this.step = 0;
    display.update(snapshot());
  }

  /** So many steps of the epoch are done. */
  public synchronized void step(long done) {
    step = done;
    display.update(snapshot());
  }

  /** So many steps of the epoch are done, with the latest loss and accuracy (0 to 1, or NaN). */
  public synchronized void step(long done, double loss, double accuracy) {
    this.loss = loss;
    this.accuracy = accuracy;
    step(done);
  }

  /** An epoch is done; what it measured (NaN: not measured) is shown until something newer is. */
  public synchronized void endEpoch(int epoch, double loss, double accuracy) {
    this.epoch = epoch;
    this.steps = 0;
    this.loss = Double.isNaN(loss) ? this.loss : loss;
    this.accuracy = Double.isNaN(accuracy) ? this.accuracy : accuracy;
    display.update(snapshot());
  }

  /** The stage is done: a line says so and stays. */
  public synchronized void endStage() {
    Duration taken = Duration.ofNanos(nanoTime.getAsLong() - startNanos);
    Snapshot last = snapshot();
    display.say(last.place() + last.scores() + "  done in " + Snapshot.clock(taken));
  }

  /** Shows a line that stays. */
  public synchronized void say(String line) {
    display.say(line);
  }

  private double fraction() {
    if (steps == 0) {
      return Math.min(1, (double) epoch / epochs);
    }
    return Math.min(1, (epoch - 1 + Math.min(1, (double) step / steps)) / epochs);
  }

  private Snapshot snapshot() {
    double fraction = fraction();
    double since = fraction - startFraction;
    Duration left = null;
    if (since > LEAST_FRACTION) {
      double nanos = nanoTime.getAsLong() - startNanos;
      left = Duration.ofNanos(Math.round(nanos / since * (1 - fraction)));
    }
    return new Snapshot(stage, number, of, epoch, epochs, fraction, loss, accuracy, left);
  }

  /** Removes the bar. */
  @Override
  public synchronized void close() {
    display.close();
  }
}
