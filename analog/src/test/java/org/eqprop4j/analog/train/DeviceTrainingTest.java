package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.MosfetDiode;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.PiecewiseLinearDiode;
import org.eqprop4j.analog.circuit.ResistiveDiode;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.circuit.SpiceDiode;
import org.eqprop4j.analog.extending.Memristor;
import org.eqprop4j.analog.extending.MosDiode;
import org.eqprop4j.analog.testing.Solves;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Biases of every kind of device are learned from what a circuit with other biases does. */
class DeviceTrainingTest {
  private static final int SAMPLES = 4;
  private static final double[] X = {-2, 2, 1.5, -1, 1, 2, -2, -1.5};
  private static final double[] TAUGHT = {0.15, -0.1};
  private static final double[] START = {-0.1, 0.15};

  static List<DiodeModel> devices() {
    return Stream.of(
            new ShockleyDiode(1e-8, 1.2, 27),
            new ResistiveDiode(new ShockleyDiode(1e-8, 1, 60), 1e4),
            SpiceDiode.named("1N4148"),
            new PiecewiseLinearDiode(0.15, 1e3, 1e8),
            new MosfetDiode(0.2, 1e-4, 0.05, 2e-6, 1e-6),
            new MosDiode(0.2, 1e-4),
            new Memristor(0.8, 1e-6, 0.2))
        .toList();
  }

  /** Two inputs, a node with a diode that points down and one with a diode that points up. */
  private static Circuit circuit(DiodeModel model) {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 2);
    b.inputs("x", x);
    Nodes y = b.nodes("y", 2);
    b.crossbar("w", x, y, false);
    b.diodes("down", Nodes.of(y.get(0)), Direction.DOWN, model, true);
    b.diodes("up", Nodes.of(y.get(1)), Direction.UP, model, true);
    b.outputs("out", y, false);
    return b.build();
  }

  private static double[] parameters(double... biases) {
    return new double[] {4e-6, 1e-6, 1e-6, 4e-6, biases[0], biases[1]};
  }

  @ParameterizedTest
  @MethodSource("devices")
  void biasesAreLearnedAndEachStepGainsWhatTheGradientPromises(DiodeModel model) {
    Circuit circuit = circuit(model);
    double[] targets = new double[2 * SAMPLES];
    var taught = Solves.free(circuit, parameters(TAUGHT), X, SAMPLES, Solves.TIGHT);
    for (int i = 0; i < targets.length; i++) {
      targets[i] = taught.voltage(circuit.outputs().nodes().get(i / SAMPLES), i % SAMPLES);
    }
    try (LossOnCircuit c = new LossOnCircuit(circuit, new MeanSquaredError(1), targets, 1e-12)) {
      GradientEstimator centred = new GradientEstimator.Centred(1e-8);
      double[] p = parameters(START);
      double first = c.value(p, X);
      for (int step = 0; step < 100; step++) {
        double before = c.value(p, X);
        double[] gradient = c.parameterGradient(c.contrast(centred, p, X), p);
        double rate = step == 0 ? 1e-3 : 0.5;
        double promised = 0;
        for (int i = 4; i < 6; i++) {
          p[i] -= rate * gradient[i];
          promised += rate * gradient[i] * gradient[i];
        }
        if (step == 0) {
          assertThat((before - c.value(p, X)) / promised).isCloseTo(1, within(0.02));
        }
      }
      assertThat(c.value(p, X)).isLessThan(1e-6 * first);
      assertThat(p[4]).isCloseTo(TAUGHT[0], within(1e-3));
      assertThat(p[5]).isCloseTo(TAUGHT[1], within(1e-3));
    }
  }
}
