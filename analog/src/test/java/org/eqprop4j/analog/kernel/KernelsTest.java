package org.eqprop4j.analog.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.util.Arrays;
import java.util.BitSet;
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
  void aMatrixOfAnySizeIsMultiplied(Kernels kernels) {
    for (int[] size : new int[][] {{1, 1}, {3, 5}, {4, 1}, {7, 8}, {20, 13}, {0, 3}, {5, 0}}) {
      for (int width : new int[] {16, 32, 48}) {
        PanelMatrix a = new PanelMatrix(size[0], size[1]);
        double[] x = random(size[1] * width + 9);
        double[] out = random(size[0] * width + 7);
        double[] expected = out.clone();
        for (int r = 0; r < size[0]; r++) {
          for (int c = 0; c < size[1]; c++) {
            double value = random.nextDouble(-1, 1);
            a.values()[a.index(r, c)] = value;
            for (int l = 0; l < width; l++) {
              expected[5 + r * width + l] += value * x[3 + c * width + l];
            }
          }
        }
        kernels.multiplyAdd(a, x, 3, out, 5, width);
        assertThat(out).containsExactly(expected, within(1e-14));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aMatrixInSinglePrecisionGivesTheSameProductToSevenDigits(Kernels kernels) {
    for (int[] size :
        new int[][] {{1, 1}, {8, 3}, {13, 128}, {20, 129}, {9, 300}, {0, 3}, {5, 0}}) {
      PanelMatrix exact = new PanelMatrix(size[0], size[1]);
      System.arraycopy(random(exact.values().length), 0, exact.values(), 0, size[0] * size[1]);
      SingleMatrix single = new SingleMatrix(size[0], size[1]);
      single.set(exact, 0, size[0] / 2);
      single.set(exact, size[0] / 2, size[0]);
      double[] x = random(size[1] * Kernels.LANES);
      double[] expected = random(size[0] * Kernels.LANES);
      float[] singleX = new float[x.length];
      float[] out = new float[single.paddedRows() * Kernels.LANES];
      for (int i = 0; i < x.length; i++) {
        singleX[i] = (float) x[i];
      }
      for (int i = 0; i < expected.length; i++) {
        out[i] = (float) expected[i];
      }
      kernels.multiplyAdd(single, singleX, out);
      kernels.multiplyAdd(exact, x, 0, expected, 0, Kernels.LANES);
      for (int i = 0; i < expected.length; i++) {
        assertThat(out[i]).isCloseTo((float) expected[i], within(2e-7f * (2 + size[1])));
      }
      for (int i = expected.length; i < out.length; i++) {
        assertThat(out[i]).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void productsOfDifferencesAreSummedHoweverColumnsAreCut(Kernels kernels) {
    int rows = 5;
    int[] row = {0, 1, 3};
    int[] other = {0, 4, 2};
    for (int count : new int[] {0, 1, 2, 7, 8, 9, 31, 32, 33, 75}) {
      double[] x = random(rows * count);
      double[] y = random(rows * count);
      double[] whole = new double[2 * Kernels.PARTIAL_SUMS];
      kernels.addDifferences(x, y, count, row, other, 1, 3, whole);
      for (int pair = 1; pair < 3; pair++) {
        double expected = 0;
        for (int k = 0; k < count; k++) {
          int i = row[pair] * count + k;
          int j = other[pair] * count + k;
          expected += (x[i] - x[j]) * (y[i] - y[j]);
        }
        double sum = 0;
        for (int k = 0; k < Kernels.PARTIAL_SUMS; k++) {
          sum += whole[(pair - 1) * Kernels.PARTIAL_SUMS + k];
        }
        assertThat(sum).isCloseTo(expected, within(1e-13));
      }
      double[] cut = new double[whole.length];
      for (int first = 0; first < count; first += Kernels.LANES) {
        int columns = Math.min(Kernels.LANES, count - first);
        double[] partOfX = columns(x, count, first, columns);
        double[] partOfY = columns(y, count, first, columns);
        kernels.addDifferences(partOfX, partOfY, columns, row, other, 1, 3, cut);
      }
      assertThat(cut).isEqualTo(whole);
    }
  }

  private static double[] columns(double[] values, int count, int first, int columns) {
    double[] part = new double[values.length / count * columns];
    for (int i = 0; i < part.length; i++) {
      part[i] = values[i / columns * count + first + i % columns];
    }
    return part;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void rowsOfAnyLengthAreSummedInTheOrderOfTheirColumns(Kernels kernels) {
    int columns = 300;
    PanelMatrix dense = new PanelMatrix(7, columns);
    double[] values = random(dense.values().length);
    System.arraycopy(values, 0, dense.values(), 0, values.length);
    double[] x = random(columns * Kernels.LANES);
    double[] out = new double[7 * Kernels.LANES];
    double[] byColumn = new double[out.length];
    kernels.multiplyAdd(dense, x, 0, out, 0, Kernels.LANES);
    for (int c = 0; c < columns; c++) {
      PanelMatrix one = new PanelMatrix(7, 1);
      for (int r = 0; r < 7; r++) {
        one.values()[one.index(r, 0)] = dense.get(r, c);
      }
      kernels.multiplyAdd(one, x, c * Kernels.LANES, byColumn, 0, Kernels.LANES);
    }
    assertThat(out).containsExactly(byColumn, within(1e-14 * columns));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aSparseMatrixGivesWhatTheSameDenseOneGives(Kernels kernels) {
    int rows = 9;
    int columns = 40;
    BitSet[] places = new BitSet[rows];
    PanelMatrix dense = new PanelMatrix(rows, columns);
    for (int r = 0; r < rows; r++) {
      places[r] = new BitSet();
      // The first row stays empty.
      for (int i = 0; i < r; i++) {
        places[r].set(random.nextInt(columns));
      }
    }
    SparseMatrix sparse = new SparseMatrix(places, columns);
    SharedMatrix transposed = sparse.newTransposed();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        assertThat(sparse.index(r, c) >= 0).isEqualTo(places[r].get(c));
        if (places[r].get(c)) {
          dense.values()[dense.index(r, c)] = random.nextDouble(-1, 1);
          sparse.values()[sparse.index(r, c)] = dense.get(r, c);
        }
      }
    }
    transposed.setTransposed(sparse, 0, columns);
    double[] x = random(3 + columns * Kernels.LANES);
    double[] expected = random(5 + columns * Kernels.LANES);
    double[] out = expected.clone();
    kernels.multiplyAdd((SharedMatrix) dense, x, 3, expected, 5);
    kernels.multiplyAdd((SharedMatrix) sparse, x, 3, out, 5);
    assertThat(out).containsExactly(expected, within(1e-14));
    SharedMatrix denseTransposed = dense.newTransposed();
    denseTransposed.setTransposed(dense, 0, columns);
    kernels.multiplyAdd(denseTransposed, x, 3, expected, 5);
    kernels.multiplyAdd(transposed, x, 3, out, 5);
    assertThat(out).containsExactly(expected, within(1e-14));
    double[] magnitudes = new double[rows];
    double[] sparseMagnitudes = new double[rows];
    dense.addMagnitudes(x, 2, magnitudes, 0, 0, rows);
    sparse.addMagnitudes(x, 2, sparseMagnitudes, 0, 0, rows);
    assertThat(sparseMagnitudes).containsExactly(magnitudes, within(1e-14));
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

  @Test
  void aPanelMatrixHoldsEachValueOnceAndIsTransposed() {
    PanelMatrix a = new PanelMatrix(6, 3);
    for (int r = 0; r < 6; r++) {
      for (int c = 0; c < 3; c++) {
        a.values()[a.index(r, c)] = 10 * r + c;
      }
    }
    SharedMatrix t = a.newTransposed();
    t.setTransposed(a, 0, 3);
    assertThat(t.get(2, 5)).isEqualTo(52);
    assertThat(Arrays.stream(a.values()).distinct().count()).isEqualTo(18);
    a.clear();
    assertThat(a.values()).containsOnly(0);
  }
}
