package org.eqprop4j.analog.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.eqprop4j.analog.engine.Workers.RangeWork;

/**
 * Several kinds of work that do not depend on each other, handed to {@link Workers} at once: each
 * section costs a hand-over between threads, and a larger one is shared more evenly. Put together
 * once and run for every batch, so that nothing is allocated.
 */
public final class Section {
  private final List<Piece> pieces = new ArrayList<>();
  private final IntConsumer running = this::run;

  /** Work on some ranges: from (inclusive), to (exclusive), and so on. */
  @SuppressWarnings("ArrayRecordComponent") // Read in a loop, never compared.
  private record Piece(RangeWork work, int[] bounds) {}

  /** Adds work on 0 to {@code length}, cut into ranges of {@code grain}, the last one shorter. */
  public Section add(int length, int grain, RangeWork work) {
    for (int from = 0; from < length; from += grain) {
      add(new int[] {from, Math.min(length, from + grain)}, work);
    }
    return this;
  }

  /**
   * Adds one piece of work on several ranges.
   *
   * @param bounds from (inclusive), to (exclusive), and so on
   */
  public Section add(int[] bounds, RangeWork work) {
    pieces.add(new Piece(work, bounds));
    return this;
  }

  /** Runs everything that was added, as {@link Workers#run}. */
  public void run(Workers workers) {
    workers.run(pieces.size(), running);
  }

  private void run(int i) {
    Piece piece = pieces.get(i);
    int[] bounds = piece.bounds();
    for (int k = 0; k < bounds.length; k += 2) {
      piece.work().run(bounds[k], bounds[k + 1]);
    }
  }
}
