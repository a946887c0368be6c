package org.eqprop4j.analog.train;

import java.util.SplittableRandom;

/**
 * A stream of its own for every step, found without drawing what comes before: seed and step number
 * are all the random state that a checkpoint has to hold.
 */
final class StepRandom {
  /** Keeps the streams apart from others that are made from the same seed. */
  private static final long PURPOSE = 0x6E75646765L;

  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private StepRandom() {}

  static SplittableRandom at(long seed, long step) {
    long start = new SplittableRandom(seed ^ PURPOSE).nextLong();
    // Through the mixing: streams whose seeds differ by this increment are the same one, shifted.
    return new SplittableRandom(new SplittableRandom(start + GOLDEN_RATIO * step).nextLong());
  }
}
