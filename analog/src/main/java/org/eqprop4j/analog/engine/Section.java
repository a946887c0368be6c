package org.eqprop4j.analog.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import org.eqprop4j.analog.engine.Workers.RangeWork;

/**
 * Several kinds of work that do not depend on each other, handed to {@link Workers} at once: each
 * section costs a hand-over between threads, and a larger one is shared more evenly. Put together
 * once and run for every batch, so that nothing is allocated.
 *
 * <p>Pieces of all kinds are mixed so that a part of the section is the same part of each kind.
 * Since every thread works from its own end, it gets much the same part of the data in all sections
 * that cut them alike, and finds them in its own cache.
 */
public final class Section {
  private final List<Piece> pieces = new ArrayList<>();
  private final IntConsumer running = this::run;

  /**
   * Work on some ranges.
   *
   * @param bounds from (inclusive), to (exclusive), and so on
   * @param place where it stands among those of its kind, from 0 to 1
   */
  @SuppressWarnings("ArrayRecordComponent") // Read in a loop, never compared.
  private record Piece(RangeWork work, int[] bounds, double place) {}

  /** Adds work on 0 to {@code length}, cut into ranges of {@code grain}, the last one shorter. */
  public Section add(int length, int grain, RangeWork work) {
    List<int[]> bounds = new ArrayList<>();
    for (int from = 0; from < length; from += grain) {
      bounds.add(new int[] {from, Math.min(length, from + grain)});
    }
    return add(bounds, work);
  }

  /**
   * Adds work of one kind.
   *
   * @param bounds the ranges of each piece: from (inclusive), to (exclusive), and so on
   */
  public Section add(List<int[]> bounds, RangeWork work) {
    for (int i = 0; i < bounds.size(); i++) {
      pieces.add(new Piece(work, bounds.get(i), (i + 0.5) / bounds.size()));
    }
    pieces.sort(Comparator.comparingDouble(Piece::place));
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
