package org.eqprop4j.analog.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against energies along a step whose curvature is constant piece by piece, integrated exactly. */
class EnergyChangeTest {
  private final SplittableRandom random = new SplittableRandom(3);

  /** Slope at the end and change of the energy over a step of length 1. */
  private record End(double slope, double change) {}

  private static End walk(double slope, double[] lengths, double[] curvatures) {
    double change = 0;
    double now = slope;
    for (int i = 0; i < lengths.length; i++) {
      change += lengths[i] * (now + 0.5 * curvatures[i] * lengths[i]);
      now += curvatures[i] * lengths[i];
    }
    return new End(now, change);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.3, 1})
  void noCurvatureWithinTheBoundsLetsTheEnergyFallLess(double bends) {
    for (int trial = 0; trial < 20_000; trial++) {
      double first = random.nextDouble();
      double second = random.nextDouble(1 - first);
      double[] lengths = {first, second, 1 - first - second};
      double[] curvatures = random.doubles(3, 1, Math.exp(2 * bends) + 1e-12).toArray();
      double slope = -random.nextDouble(3);
      End end = walk(slope, lengths, curvatures);
      assertThat(end.change())
          .isLessThanOrEqualTo(EnergyChange.most(slope, end.slope(), bends) + 1e-11);
    }
  }

  @Test
  void theLargestCurvatureFirstReachesTheBound() {
    for (double bends : new double[] {0.01, 0.3, 1}) {
      double turn = 1 / (1 + Math.exp(bends));
      End end = walk(-1.7, new double[] {turn, 1 - turn}, new double[] {Math.exp(2 * bends), 1});
      assertThat(EnergyChange.most(-1.7, end.slope(), bends))
          .isCloseTo(end.change(), within(1e-14));
    }
  }
}
