package org.eqprop4j.analog.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.Element.Crossbar;
import org.eqprop4j.analog.circuit.RowBlocks.Block;
import org.eqprop4j.analog.testing.RandomModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowBlocksTest {

  /** Inputs, inverted inputs and a bias voltage. */
  private static Circuit circuit(int inputs, int columns) {
    CircuitBuilder builder = new CircuitBuilder();
    Nodes x = builder.nodes("x", inputs);
    builder.inputs("x", x);
    Nodes inverted = builder.nodes("inverted", inputs);
    builder.invertedInputs("inverted", inverted, x);
    Nodes bias = builder.nodes("bias", 1);
    builder.biases("bias", bias, true);
    Nodes y = builder.nodes("y", columns);
    builder.crossbar("y", Nodes.concatenate(List.of(x, inverted, bias)), y, true);
    builder.outputs("out", y, false);
    return builder.build();
  }

  private static List<Block> blocks(Circuit circuit) {
    return RowBlocks.of(circuit, circuit.elements(Crossbar.class).get(0));
  }

  @Test
  void anInputAndItsInverseStandInOneBlockTheInverseBehindAllInputs() {
    List<Block> blocks = blocks(circuit(10, 3));
    assertThat(blocks).hasSize(1);
    assertThat(blocks.get(0).rows())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
    assertThat(blocks.get(0).roots()).isEqualTo(11);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "8, 1", "12, 2", "16, 2", "128, 16", "784, 28"})
  void rowsAreCutEvenlyAndRootsByFour(int inputs, int count) {
    List<Block> blocks = blocks(circuit(inputs, 2));
    assertThat(blocks).hasSize(count);
    double even = (2.0 * inputs + 1) / count;
    assertThat(blocks)
        .allSatisfy(
            block ->
                assertThat(block.rows().length)
                    .isBetween((int) (0.6 * even), (int) (1.5 * even) + 1));
    assertThat(blocks.subList(0, count - 1)).allSatisfy(b -> assertThat(b.roots() % 4).isZero());
    int[] rows =
        blocks.stream().flatMapToInt(block -> Arrays.stream(block.rows())).sorted().toArray();
    assertThat(rows).isEqualTo(IntStream.rangeClosed(0, 2 * inputs).toArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void parametersOfAnyGraphStandInOnePieceEach(long seed) {
    Circuit circuit = RandomModel.of(seed).circuit();
    int[] found = new int[circuit.parameterCount()];
    for (List<int[]> pieces : ParameterBlocks.of(circuit)) {
      for (int[] bounds : pieces) {
        for (int k = 0; k < bounds.length; k += 2) {
          IntStream.range(bounds[k], bounds[k + 1]).forEach(i -> found[i]++);
        }
      }
    }
    assertThat(found).containsOnly(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void rowsOfOneRootStandInOneBlockInAnyGraph(long seed) {
    Circuit circuit = RandomModel.of(seed).circuit();
    NodeReduction reduction = circuit.reduction();
    for (Crossbar crossbar : circuit.elements(Crossbar.class)) {
      Set<String> earlier = new HashSet<>();
      for (Block block : RowBlocks.of(circuit, crossbar)) {
        List<String> roots =
            Arrays.stream(block.rows())
                .map(crossbar.rows()::get)
                .filter(
                    node ->
                        reduction.root(node) == NodeReduction.Root.UNKNOWN
                            || reduction.root(node) == NodeReduction.Root.FEATURE)
                .mapToObj(node -> reduction.root(node) + " " + reduction.index(node))
                .toList();
        assertThat(Collections.disjoint(earlier, roots)).isTrue();
        earlier.addAll(roots);
      }
    }
  }
}
