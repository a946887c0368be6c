package org.eqprop4j.bridge.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class PlainArraysTest {
  private static final double[] VALUES = {1, 2, 3, 4, 5, 6};

  /** Matrices {@code [2, 3]} of all kinds that layers and updaters hand out. */
  static Stream<INDArray> matrices() {
    return Stream.of(DataType.FLOAT, DataType.DOUBLE, DataType.BFLOAT16)
        .flatMap(
            type ->
                Stream.of(
                    Nd4j.create(type, new long[] {2, 3}, 'c'),
                    Nd4j.create(type, new long[] {2, 3}, 'f'),
                    Nd4j.create(type, 3, 2).transpose(),
                    // Elements that lie apart, behind others.
                    Nd4j.create(type, 4, 7)
                        .get(NDArrayIndex.interval(2, 4), NDArrayIndex.interval(3, 6)),
                    // A part of a network's parameters.
                    Nd4j.create(type, 1, 20)
                        .get(NDArrayIndex.all(), NDArrayIndex.interval(5, 11))
                        .reshape('c', 2, 3)));
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void elementsAreReadAndWrittenRowByRowWhereverTheyLie(INDArray matrix) {
    for (int i = 0; i < VALUES.length; i++) {
      matrix.putScalar(i / 3, i % 3, VALUES[i]);
    }
    assertThat(PlainArrays.rows(matrix)).containsExactly(VALUES);
    PlainArrays.writeRows(new double[] {6, 5, 4, 3, 2, 1}, matrix);
    assertThat(matrix.toDoubleMatrix()).isDeepEqualTo(new double[][] {{6, 5, 4}, {3, 2, 1}});
  }

  /** The parameters of a layer are a view of those of the network, of either order. */
  @ParameterizedTest
  @MethodSource("orders")
  void whatLiesBesideAPartIsLeftAlone(char order) {
    INDArray all = Nd4j.zeros(DataType.FLOAT, new long[] {1, 9}).dup(order);
    PlainArrays.writeRows(VALUES, all.get(NDArrayIndex.point(0), NDArrayIndex.interval(2, 8)));
    assertThat(all.toDoubleVector()).containsExactly(0, 0, 1, 2, 3, 4, 5, 6, 0);
  }

  static Stream<Character> orders() {
    return Stream.of('c', 'f');
  }
}
