package org.eqprop4j.experiments.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.eqprop4j.analog.kernel.Kernels;
import org.eqprop4j.analog.kernel.PanelMatrix;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The kernels at about the sizes of the head. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KernelBenchmark {
  static final int LANES = Kernels.LANES;
  static final int ROWS = 204;
  static final int COLUMNS = 104;
  static final int OTHERS = 20;
  static final int ROUNDS = 1000;

  /** Limit, slope and intercept of three pieces, as two diodes leave them. */
  private static final double[] PIECES = {9, -0.1, -0.45, 0.5, -1, 0, -0.5, -0.1, 0.45};

  private final Kernels kernels = Kernels.active();
  private final PanelMatrix matrix = new PanelMatrix(ROWS, COLUMNS);
  private final double[] x = new double[COLUMNS * LANES];
  private final double[] out = new double[ROWS * LANES];
  private final double[] definite = new double[OTHERS * (OTHERS + 1) / 2 * LANES];
  private final double[] factor = new double[OTHERS * (OTHERS - 1) / 2 * LANES];
  private final double[] sums = new double[Kernels.SUMS * Kernels.active().vectorLength()];
  private final double[] pivotInverse = new double[OTHERS * LANES];

  /** Random values; those of a matrix that stays definite. */
  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    Arrays.setAll(x, i -> random.nextDouble(-1, 1));
    Arrays.setAll(matrix.values(), i -> random.nextDouble(-1, 1));
    Arrays.setAll(definite, i -> random.nextDouble(0, 0.01));
    for (int i = 0; i < OTHERS; i++) {
      int diagonal = (i * (i + 1) / 2 + i) * LANES;
      Arrays.fill(definite, diagonal, diagonal + LANES, 1);
    }
    kernels.factor(definite, factor, pivotInverse, OTHERS);
  }

  /** What the processor can do at most. */
  @Benchmark
  public double[] peak() {
    kernels.multiplyAddAsFastAsCanBe(sums, ROUNDS);
    return sums;
  }

  /** A product about as large as that of the head's conductances with its inputs. */
  @Benchmark
  public double[] product() {
    kernels.multiplyAdd(matrix, x, 0, out, 0, LANES);
    return out;
  }

  /** The exponential of what a hundred diodes have in all lanes. */
  @Benchmark
  public double[] exponential() {
    kernels.exp(x, out, 0, x.length);
    return out;
  }

  /** Factoring the Schur complement. */
  @Benchmark
  public double[] factorisation() {
    kernels.factor(definite, factor, pivotInverse, OTHERS);
    return factor;
  }

  /** Solving with it. */
  @Benchmark
  public double[] solution() {
    System.arraycopy(x, 0, out, 0, OTHERS * LANES);
    kernels.solve(factor, pivotInverse, OTHERS, out, 0);
    return out;
  }

  /** Where nodes with two diodes settle. */
  @Benchmark
  public double[] settling() {
    for (int row = 0; row < COLUMNS; row++) {
      kernels.piecewiseLinear(PIECES, 0, PIECES.length, x, row * LANES, out, row * LANES);
    }
    return out;
  }
}
