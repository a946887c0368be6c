package org.eqprop4j.analog.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both implementations of the kernels against sums written out. */
class KernelsTest {
  private final SplittableRandom random = new SplittableRandom(4);

  static Stream<Kernels> kernels() {
    return KernelChoice.hasVectors()
        ? Stream.of(KernelChoice.choose("loops"), KernelChoice.choose("vector"))
        : Stream.of(KernelChoice.choose("loops"));
  }

  private double[] random(int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void theExponentialIsRightToAboutOneUnitInTheLastPlace(Kernels kernels) {
    double[] x = random.doubles(20_001, -700, 709).toArray();
    double[] small = random.doubles(20_001, -4, 4).toArray();
    for (double[] values : new double[][] {x, small, {-0.0, 0, 1e-300, 709.4, -708}}) {
      double[] out = new double[values.length];
      kernels.exp(values, out, 0, values.length);
      for (int i = 0; i < values.length; i++) {
        double exact = StrictMath.exp(values[i]);
        // StrictMath itself may be off by almost one.
        assertThat(out[i]).isCloseTo(exact, within(2 * Math.ulp(exact)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void theExponentialEndsInZeroInfinityAndNotANumber(Kernels kernels) {
    double[] x = {
      Double.NEGATIVE_INFINITY, -1e9, -709, 710, 1e300, Double.POSITIVE_INFINITY, Double.NaN
    };
    double[] out = new double[x.length];
    kernels.exp(x, out, 0, x.length);
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(out).containsExactly(0, 0, 0, infinity, infinity, infinity, Double.NaN);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void exponentialsAreTheSameInterpretedAndCompiled(Kernels kernels) {
    double[] x = random.doubles(64, -3, 20).toArray();
    double[] first = new double[x.length];
    double[] last = new double[x.length];
    kernels.exp(x, first, 0, x.length);
    for (int i = 0; i < 50_000; i++) {
      kernels.exp(x, last, 0, x.length);
    }
    assertThat(last).isEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void onlyTheAskedRangeIsWritten(Kernels kernels) {
    double[] out = new double[40];
    kernels.exp(new double[40], out, 3, 37);
    for (int i = 0; i < 40; i++) {
      assertThat(out[i]).isEqualTo(i >= 3 && i < 37 ? 1 : 0);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void ofAPiecewiseLinearFunctionEachValueTakesTheLastPieceThatHoldsIt(Kernels kernels) {
    double[] x = random(LANES + 3);
    x[4] = 0.5;
    x[5] = -0.25;
    x[6] = Double.NaN;
    double[] pieces = {9, Double.NaN, -2, 1, 0.5, -1, 0.5, -0.25, -4, -0.25};
    double[] out = new double[LANES + 2];
    kernels.piecewiseLinear(pieces, 1, pieces.length, x, 3, out, 2);
    for (int l = 0; l < LANES; l++) {
      double v = x[3 + l];
      double expected = v >= 0.5 ? -2 * v + 1 : v >= -0.25 ? -v + 0.5 : -4 * v - 0.25;
      assertThat(out[2 + l]).isEqualTo(Double.isNaN(v) ? Double.NaN : expected, within(1e-15));
    }
    assertThat(out[0]).isZero();
    assertThat(out[1]).isZero();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aDefiniteMatrixPerLaneIsFactoredAndSolved(Kernels kernels) {
    int n = 7;
    double[] lower = random(n * (n + 1) / 2 * LANES);
    for (int i = 0; i < n; i++) {
      for (int l = 0; l < LANES; l++) {
        lower[(i * (i + 1) / 2 + i) * LANES + l] = n + random.nextDouble();
      }
    }
    double[] matrix = lower.clone();
    double[] factor = new double[n * (n - 1) / 2 * LANES];
    double[] x = random(n * LANES + 2);
    double[] rightSide = x.clone();
    double[] pivotInverse = new double[n * LANES];
    kernels.factor(lower, factor, pivotInverse, n);
    kernels.solve(factor, pivotInverse, n, x, 2);
    assertThat(lower).isEqualTo(matrix);
    for (int i = 0; i < n; i++) {
      for (int l = 0; l < LANES; l++) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
          int at = Math.max(i, j) * (Math.max(i, j) + 1) / 2 + Math.min(i, j);
          sum += matrix[at * LANES + l] * x[2 + j * LANES + l];
        }
        assertThat(sum).isCloseTo(rightSide[2 + i * LANES + l], within(1e-13));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void rowsAndLanesAreScaledSummedAndChosen(Kernels kernels) {
    int rows = 5;
    double[] factor = random(rows);
    double[] x = random(rows * LANES);
    double[] b = random(rows * LANES);
    double[] perLane = random(LANES);
    perLane[3] = 0;
    x[3] = Double.NaN;
    double[] scaled = new double[x.length];
    double[] lanes = new double[x.length];
    double[] copied = b.clone();
    double[] largest = new double[LANES];
    double[] products = new double[LANES];
    double[] energy = new double[LANES];
    double[] magnitude = new double[LANES];
    kernels.scaleAndSubtract(factor, x, b, scaled, rows);
    kernels.scaleLanes(perLane, x, rows, lanes);
    kernels.copyLanes(perLane, x, rows, copied);
    kernels.largest(x, factor, rows, largest);
    kernels.sumProducts(x, b, rows, products);
    kernels.energy(x, scaled, b, rows, energy, magnitude);
    for (int l = 0; l < LANES; l++) {
      double most = 0;
      double product = 0;
      double sum = 0;
      double size = 0;
      for (int r = 0; r < rows; r++) {
        int i = r * LANES + l;
        most = Math.max(most, Math.abs(x[i]) * factor[r]);
        product += x[i] * b[i];
        double term = 0.5 * x[i] * (factor[r] * x[i] - 2 * b[i]);
        sum += term;
        size += Math.abs(term);
        assertThat(lanes[i]).isEqualTo(l == 3 ? 0 : perLane[l] * x[i]);
        assertThat(copied[i]).isEqualTo(l == 3 ? b[i] : x[i]);
      }
      if (l == 3) {
        assertThat(largest[l]).isNaN();
      } else {
        assertThat(largest[l]).isEqualTo(most);
        assertThat(products[l]).isCloseTo(product, within(1e-15));
        assertThat(energy[l]).isCloseTo(sum, within(1e-15));
        assertThat(magnitude[l]).isCloseTo(size, within(1e-15));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void singleRowsAreScaledAndShifted(Kernels kernels) {
    double[] x = random(2 * LANES);
    double[] out = new double[3 * LANES];
    kernels.affine(2, 0.5, x, LANES, out, LANES);
    kernels.addScaled(-3, x, 0, out, LANES);
    for (int l = 0; l < LANES; l++) {
      assertThat(out[l]).isZero();
      assertThat(out[2 * LANES + l]).isZero();
      assertThat(out[LANES + l]).isCloseTo(2 * x[LANES + l] - 0.5 - 3 * x[l], within(1e-15));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void rowsOfAnyLengthAreCombined(Kernels kernels) {
    for (int count : new int[] {0, 1, 7, 8, 20, 33}) {
      double[] x = random(count);
      double[] y = random(count + 5);
      double[] out = random(count + 4);
      double[] expected = out.clone();
      for (int i = 0; i < count; i++) {
        expected[3 + i] = 2 * x[i] - 0.3 * y[5 + i] + 0.7;
      }
      kernels.combine(2, x, -0.3, y, 5, 0.7, out, 3, count);
      assertThat(out).containsExactly(expected, within(1e-15));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void rowsAreTakenFromWhereTheyStandAndAddedToWhereTheyBelong(Kernels kernels) {
    int[] row = {9, 2, 0, 2};
    double[] factor = random(row.length);
    double[] offset = random(row.length);
    double[] x = random(3 * LANES);
    double[] gathered = new double[3 * LANES];
    kernels.gather(factor, offset, row, 1, 3, x, gathered);
    double[] out = random(3 * LANES);
    double[] expected = out.clone();
    kernels.scatter(factor, row, 1, 3, gathered, out);
    for (int r = 0; r < 3; r++) {
      for (int l = 0; l < LANES; l++) {
        double taken = factor[1 + r] * x[row[1 + r] * LANES + l] - offset[1 + r];
        assertThat(gathered[r * LANES + l]).isCloseTo(taken, within(1e-15));
        expected[row[1 + r] * LANES + l] += factor[1 + r] * taken;
      }
    }
    assertThat(out).containsExactly(expected, within(1e-14));
  }

  @Test
  void theChoiceFollowsWhatIsThereAndWhatIsAsked() {
    assertThat(KernelChoice.choose("loops").name()).isEqualTo("plain loops");
    if (KernelChoice.hasVectors()) {
      assertThat(KernelChoice.choose("vector").name()).matches("Vector API, \\d+ bit");
    } else {
      assertThat(KernelChoice.choose(null).name()).isEqualTo("plain loops");
      assertThatThrownBy(() -> KernelChoice.choose("vector"))
          .hasMessageContaining("--add-modules jdk.incubator.vector");
    }
    assertThatThrownBy(() -> KernelChoice.choose("fast"))
        .hasMessage("eqprop4j.kernels is 'fast', expected 'loops' or 'vector'");
  }

  @Test
  void theActiveKernelsAreThoseAskedFor() {
    String asked = System.getProperty(KernelChoice.PROPERTY);
    assertThat(Kernels.active().name()).isEqualTo(KernelChoice.choose(asked).name());
  }
}
