package org.eqprop4j.analog.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Matrices of each form, and their products by both implementations against sums written out. */
class ProductsTest {
  private static final String KERNELS = "org.eqprop4j.analog.kernel.KernelsTest#kernels";

  private final SplittableRandom random = new SplittableRandom(4);

  private double[] random(int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
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
  @MethodSource(KERNELS)
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
  @MethodSource(KERNELS)
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
  @MethodSource(KERNELS)
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
  @MethodSource(KERNELS)
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

  @Test
  void columnsOfAPanelMatrixAreSetFromRowsThatStandAnywhere() {
    double[] from = random(40);
    int[] rowAt = {30, 0, 5, 17, 2, 9};
    PanelMatrix a = new PanelMatrix(6, 5);
    a.setColumns(from, rowAt, 2, 3);
    for (int r = 0; r < 6; r++) {
      for (int c = 0; c < 5; c++) {
        assertThat(a.get(r, c)).isEqualTo(c < 2 ? 0 : from[rowAt[r] + c - 2]);
      }
    }
  }
}
