package org.eqprop4j.analog.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eqprop4j.analog.testing.Graphs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Elimination programs on both kernels: solutions are put into the equations they should solve. */
class EliminationProgramTest {
  private final SplittableRandom random = new SplittableRandom(11);

  static Stream<Kernels> kernels() {
    return KernelsTest.kernels();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void solutionsSatisfyTheirEquationsWhateverThePatternAndTheOrder(Kernels kernels) {
    for (int n : new int[] {1, 2, 3, 7, 40}) {
      for (int more : new int[] {0, n, 4 * n}) {
        check(kernels, n == 1 ? Graphs.nodes(1) : Graphs.random(n, more, random));
      }
    }
    check(kernels, Graphs.nodes(5));
    check(kernels, Graphs.band(60, 3));
    check(kernels, Graphs.layers(9, 4, 7));
  }

  private void check(Kernels kernels, BitSet[] graph) {
    int n = graph.length;
    EliminationProgram program = inRandomOrder(graph);
    double[][] couplings = new double[n][n];
    double[] sums = new double[n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < a; b++) {
        if (graph[a].get(b)) {
          double value = random.nextDouble(-1, 1);
          couplings[a][b] = value;
          couplings[b][a] = value;
          sums[a] += Math.abs(value);
          sums[b] += Math.abs(value);
          program.values()[program.index(b, a)] = value;
        }
      }
    }
    double[] diagonal = new double[n * LANES];
    Arrays.setAll(diagonal, i -> sums[i / LANES] + random.nextDouble(0.1, 3));
    double[] rightSide = random.doubles(diagonal.length, -1, 1).toArray();
    double[] x = rightSide.clone();
    double[] factor = new double[program.factorLength()];
    double[] pivotInverse = new double[n * LANES];
    kernels.factor(program, diagonal, factor, pivotInverse);
    kernels.solve(program, factor, pivotInverse, x);
    for (int a = 0; a < n; a++) {
      for (int l = 0; l < LANES; l++) {
        double sum = diagonal[a * LANES + l] * x[a * LANES + l] - rightSide[a * LANES + l];
        for (int b = 0; b < n; b++) {
          sum += couplings[a][b] * x[b * LANES + l];
        }
        assertThat(sum).isBetween(-1e-12, 1e-12);
      }
    }
  }

  private EliminationProgram inRandomOrder(BitSet[] graph) {
    int n = graph.length;
    int[] order = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    BitSet[] left = Arrays.stream(graph).map(s -> (BitSet) s.clone()).toArray(BitSet[]::new);
    int[][] below = new int[n][];
    for (int k = 0; k < n; k++) {
      int u = order[k];
      below[k] = left[u].stream().toArray();
      for (int v : below[k]) {
        left[v].or(left[u]);
        left[v].clear(v);
        left[v].clear(u);
      }
    }
    return new EliminationProgram(order, below);
  }
}
