package org.eqprop4j.experiments.progress;

import java.time.Duration;
import java.util.Locale;

/**
 * How far a run is.
 *
 * @param stage name of the stage
 * @param number the stage's number, from 1
 * @param of number of stages
 * @param epoch the epoch under way, from 1; 0 before the first
 * @param epochs most epochs of the stage
 * @param fraction how much of the stage is done, 0 to 1
 * @param loss the latest loss, NaN if there is none
 * @param accuracy the latest accuracy, 0 to 1, NaN if there is none
 * @param left time until the stage is done, or null if not known yet
 */
record Snapshot(
    String stage,
    int number,
    int of,
    int epoch,
    int epochs,
    double fraction,
    double loss,
    double accuracy,
    Duration left) {

  /** Where the run is: stage and epoch. */
  String place() {
    String place = String.format("[%d/%d] %s", number, of, stage);
    return epochs > 1 && epoch > 0 ? place + String.format("  epoch %d/%d", epoch, epochs) : place;
  }

  /** How well it does, empty if nothing was measured. */
  String scores() {
    StringBuilder text = new StringBuilder();
    if (!Double.isNaN(loss)) {
      text.append(String.format(Locale.ROOT, "  loss %.4g", loss));
    }
    if (!Double.isNaN(accuracy)) {
      text.append(String.format(Locale.ROOT, "  accuracy %.2f %%", 100 * accuracy));
    }
    return text.toString();
  }

  /** The time left, empty if not known. */
  String timeLeft() {
    return left == null ? "" : "  " + clock(left) + " left";
  }

  String percent() {
    return String.format("%3d %%", (int) Math.floor(100 * fraction));
  }

  /** A duration as h:mm:ss, or m:ss below an hour. */
  static String clock(Duration duration) {
    return duration.toHours() > 0
        ? String.format(
            "%d:%02d:%02d", duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart())
        : String.format("%d:%02d", duration.toMinutes(), duration.toSecondsPart());
  }
}
