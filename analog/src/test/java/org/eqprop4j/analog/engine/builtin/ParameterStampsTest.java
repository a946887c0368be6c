package org.eqprop4j.analog.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.Workers;
import org.eqprop4j.analog.kernel.SharedMatrix;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Matrices of circuits with crossbars against those of the same resistors one by one. */
class ParameterStampsTest {
  private static final int INPUTS = 37;

  /** Of sums of some 80 conductances of at most 1e-5 S, nine times as much behind an amplifier. */
  private static final Offset<Double> ROUNDING = Offset.offset(1e-17);

  /** Builds circuits with crossbars or with single resistors in their place. */
  private static final class Wiring {
    final CircuitBuilder builder = new CircuitBuilder();
    final Nodes rows;
    private final boolean single;

    /** With inputs, inverted inputs and a bias voltage as rows. */
    Wiring(boolean single) {
      this.single = single;
      Nodes x = builder.nodes("x", INPUTS);
      builder.inputs("x", x);
      Nodes inverted = builder.nodes("inverted", INPUTS);
      builder.invertedInputs("inverted", inverted, x);
      Nodes bias = builder.nodes("bias", 1);
      builder.biases("bias", bias, true);
      rows = Nodes.concatenate(List.of(x, inverted, bias));
    }

    Nodes layer(String name, Nodes from, int size) {
      Nodes to = builder.nodes(name, size);
      join(name, from, to);
      return to;
    }

    void join(String name, Nodes from, Nodes to) {
      if (single) {
        resistors(name, from, to);
      } else {
        builder.crossbar(name, from, to, true);
      }
    }

    void resistors(String name, Nodes from, Nodes to) {
      Parameter.Kind kind = Parameter.Kind.CONDUCTANCE;
      Parameter values = builder.parameter(name, kind, from.size(), to.size(), true);
      List<Element.Resistor> resistors = new ArrayList<>();
      for (int r = 0; r < from.size(); r++) {
        for (int c = 0; c < to.size(); c++) {
          resistors.add(new Element.Resistor(from.get(r), to.get(c), r * to.size() + c));
        }
      }
      builder.resistors(name, resistors, values);
    }

    Nodes amplified(String name, Nodes from, double gain) {
      Nodes to = builder.nodes(name, from.size());
      builder.amplifiers(name, from, to, gain, 0.3);
      return to;
    }
  }

  /** Networks in which crossbars write alone, with others, and beside single resistors. */
  static Stream<Named<Function<Wiring, Nodes>>> networks() {
    return Stream.of(
        Named.of("one hidden layer", w -> w.layer("y", w.layer("h", w.rows, 21), 6)),
        Named.of("more outputs than hidden nodes", w -> w.layer("y", w.layer("h", w.rows, 5), 23)),
        Named.of(
            "two hidden layers",
            w -> w.layer("y", w.layer("g", w.amplified("a", w.layer("h", w.rows, 18), 3), 17), 5)),
        Named.of(
            "amplified and inverted rows",
            w -> {
              Nodes h = w.layer("h", w.rows, 20);
              Nodes both =
                  Nodes.concatenate(List.of(w.amplified("a", h, 3), w.amplified("b", h, -3)));
              return w.layer("y", both, 6);
            }),
        Named.of(
            "crossbars side by side",
            w -> {
              Nodes h = w.layer("h", w.rows, 20);
              w.join("again", w.rows, h);
              return w.layer("y", h, 6);
            }),
        Named.of(
            "crossbars of which one is the other turned round",
            w -> {
              Nodes h = w.layer("h", w.rows, 20);
              Nodes y = w.layer("y", h, 6);
              w.join("back", y, h);
              return y;
            }),
        Named.of(
            "crossbar and single resistors",
            w -> {
              Nodes h = w.layer("h", w.rows, 20);
              w.resistors("more", w.rows, h);
              return w.layer("y", h, 6);
            }));
  }

  private static ReducedSystem system(boolean single, Function<Wiring, Nodes> network) {
    Wiring wiring = new Wiring(single);
    wiring.builder.outputs("out", network.apply(wiring), false);
    return new ReducedSystem(wiring.builder.build());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void matricesAreThoseOfSingleResistorsWhateverWasThereBefore(Function<Wiring, Nodes> network) {
    ReducedSystem crossbars = system(false, network);
    ReducedSystem resistors = system(true, network);
    int count = crossbars.circuit.parameterCount();
    try (Workers workers = new Workers(2)) {
      for (int seed = 0; seed < 3; seed++) {
        double[] parameters = new SplittableRandom(seed).doubles(count, 1e-7, 1e-5).toArray();
        crossbars.setParameters(parameters, workers);
        resistors.setParameters(parameters, workers);
        assertThat(crossbars.diagonal).containsExactly(resistors.diagonal, ROUNDING);
        assertThat(crossbars.constantDrive).containsExactly(resistors.constantDrive, ROUNDING);
        assertThat(crossbars.firstDriven).isEqualTo(resistors.firstDriven);
        assertEqual(crossbars.drive, resistors.drive);
        assertEqual(crossbars.coupling, resistors.coupling);
        assertEqual(crossbars.couplingTransposed, resistors.couplingTransposed);
        assertEqual(crossbars.otherMatrix, resistors.otherMatrix);
      }
    }
  }

  private static void assertEqual(SharedMatrix matrix, SharedMatrix expected) {
    assertThat(values(matrix)).containsExactly(values(expected), ROUNDING);
  }

  /** Row by row, whatever the matrix' own order. */
  private static double[] values(SharedMatrix matrix) {
    return IntStream.range(0, matrix.rows() * matrix.columns())
        .mapToDouble(i -> matrix.get(i / matrix.columns(), i % matrix.columns()))
        .toArray();
  }
}
