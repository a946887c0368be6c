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
  private final List<Range> ranges = new ArrayList<>();
  private final IntConsumer piece = this::run;

  private record Range(RangeWork work, int from, int to) {}

  /** Adds work on 0 to {@code length}, cut into ranges of {@code grain}, the last one shorter. */
  public Section add(int length, int grain, RangeWork work) {
    for (int from = 0; from < length; from += grain) {
      ranges.add(new Range(work, from, Math.min(length, from + grain)));
    }
    return this;
  }

  /** Runs everything that was added, as {@link Workers#run}. */
  public void run(Workers workers) {
    workers.run(ranges.size(), piece);
  }

  private void run(int i) {
    Range range = ranges.get(i);
    range.work().run(range.from(), range.to());
  }
}
