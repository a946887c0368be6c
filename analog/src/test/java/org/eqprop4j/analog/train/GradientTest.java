package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.extending.Memristor;
import org.eqprop4j.analog.extending.MosDiode;
import org.eqprop4j.analog.testing.Devices;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.RandomCircuit.Outputs;
import org.eqprop4j.analog.testing.RandomCircuit.Ranges;
import org.eqprop4j.analog.testing.Solves;
import org.eqprop4j.analog.train.loss.Loss;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The adjoint gradient against finite differences of the loss. */
class GradientTest {
  /** Agreement asked for, relative to the larger of the entry and 1 % of its block's rms. */
  private static final double AGREEMENT = 1e-6;

  private static final int SAMPLES = 3;
  private static final GradientEstimator ADJOINT = new GradientEstimator.Adjoint();

  @ParameterizedTest(name = "gains {0}, outputs {1}, folded {2}, {3}")
  @CsvSource({
    "4, LAST_LAYER, true, mse",
    "4, EVERY_ZONE, false, mse",
    "-3, EVERY_ZONE, true, softmax",
    "2 4, LAST_LAYER, false, softmax",
    "2 -3, EVERY_ZONE, true, mse",
    "0.5 4, EVERY_ZONE, false, softmax",
    "2 4 -3, LAST_LAYER, true, mse",
    "4 -3 2, EVERY_ZONE, false, mse",
    "-3 2 4, EVERY_ZONE, true, softmax",
  })
  void agreesWithFiniteDifferencesForEveryParameterAndInput(
      String gains, Outputs where, boolean folded, String lossName) {
    for (int seed = 0; seed < 4; seed++) {
      SplittableRandom random = new SplittableRandom(31L * seed + gains.hashCode());
      RandomCircuit net =
          RandomCircuit.of(
              random,
              Ranges.MILD,
              where,
              folded,
              Arrays.stream(gains.split(" ")).mapToDouble(Double::parseDouble).toArray());
      double[] x = RandomCircuit.uniform(random, net.circuit().featureCount() * SAMPLES, 1);
      double[] targets =
          random.doubles((long) net.circuit().outputs().outputs() * SAMPLES).toArray();
      Loss loss = lossName.equals("mse") ? new MeanSquaredError(0.3) : new SoftmaxCrossEntropy(5);
      try (LossOnCircuit c = new LossOnCircuit(net.circuit(), loss, targets, 1e-13)) {
        assertGradientsAgree(c, net.parameters(), x);
      }
    }
  }

  static List<DiodeModel> devices() {
    return Stream.concat(
            Devices.all().stream(),
            Stream.of(new MosDiode(0.3, 2e-5), new Memristor(0.5, 1e-7, 0.2)))
        .toList();
  }

  /** Away from kinks, over which no difference is a derivative; and where all devices conduct. */
  @ParameterizedTest
  @MethodSource("devices")
  void agreesWithFiniteDifferencesForDevicesOfEveryKind(DiodeModel model) {
    int checked = 0;
    for (int seed = 0; seed < 100 && checked < 2; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      RandomCircuit net =
          RandomCircuit.of(random, Ranges.MILD, () -> model, Outputs.EVERY_ZONE, false, 2);
      Circuit circuit = net.circuit();
      double[] x = RandomCircuit.uniform(random, circuit.featureCount() * SAMPLES, 1);
      double[] targets = random.doubles((long) circuit.outputs().outputs() * SAMPLES).toArray();
      OperatingPoints points = Solves.free(circuit, net.parameters(), x, SAMPLES, Solves.TIGHT);
      if (areSmooth(circuit, net.parameters(), points.requireConverged())) {
        checked++;
        try (LossOnCircuit c =
            new LossOnCircuit(circuit, new MeanSquaredError(0.3), targets, 1e-13)) {
          assertGradientsAgree(c, net.parameters(), x);
        }
      }
    }
    assertThat(checked).isPositive();
  }

  private static boolean areSmooth(Circuit circuit, double[] parameters, OperatingPoints points) {
    double margin = 5e-3;
    for (Element.Diodes diodes : circuit.elements(Element.Diodes.class)) {
      boolean conducting = false;
      for (int d = 0; d < diodes.nodes().size(); d++) {
        for (int s = 0; s < points.samples(); s++) {
          double bias = parameters[diodes.bias().offset() + d];
          double drop =
              diodes.direction().sign() * (points.voltage(diodes.nodes().get(d), s) - bias);
          double change =
              diodes.model().conductance(drop + margin) / diodes.model().conductance(drop - margin);
          if (change > 3 || (Double.isNaN(change) && diodes.model().conductance(drop) > 0)) {
            return false;
          }
          conducting |= diodes.model().conductance(drop) > 1e-12;
        }
      }
      if (!conducting) {
        return false;
      }
    }
    return true;
  }

  private static void assertGradientsAgree(LossOnCircuit c, double[] parameters, double[] x) {
    PhaseContrast contrast = c.contrast(ADJOINT, parameters, x);
    double[] steps = new double[parameters.length];
    for (Parameter p : c.circuit.parameters()) {
      for (int i = p.offset(); i < p.end(); i++) {
        steps[i] =
            switch (p.kind()) {
              case CONDUCTANCE -> 3e-4 * Math.max(parameters[i], 3e-6);
              // Small, since the curvature of a diode jumps where its reverse law begins.
              case VOLTAGE -> 3e-5;
              case CURRENT -> 1e-9;
            };
      }
    }
    double noise = 4 * Math.ulp(c.value(parameters, x));
    double[] rounding = Arrays.stream(steps).map(step -> noise / step).toArray();
    double[] adjoint = c.parameterGradient(contrast, parameters);
    double[] differences = c.differencesOverParameters(parameters, x, steps);
    for (Parameter p : c.circuit.parameters()) {
      assertThat(deviation(adjoint, differences, rounding, p.offset(), p.end()))
          .as("gradient of %s", p.name())
          .isLessThan(AGREEMENT);
    }
    double[] inputAdjoint = c.inputGradient(contrast, parameters);
    double[] inputDifferences = c.differencesOverInputs(parameters, x, 3e-4);
    assertThat(deviation(inputAdjoint, inputDifferences, new double[x.length], 0, x.length))
        .as("gradient of the inputs")
        .isLessThan(AGREEMENT);
  }

  /** The largest difference, less what the rounding of the loss alone makes of the finite ones. */
  private static double deviation(double[] a, double[] b, double[] rounding, int from, int to) {
    double rms =
        Math.sqrt(IntStream.range(from, to).mapToDouble(i -> b[i] * b[i]).average().orElse(0));
    assertThat(rms).isPositive();
    double worst = 0;
    for (int i = from; i < to; i++) {
      double difference = Math.max(0, Math.abs(a[i] - b[i]) - rounding[i]);
      worst = Math.max(worst, difference / Math.max(Math.abs(b[i]), 0.01 * rms));
    }
    return worst;
  }

  @Test
  void theVoltageDropRuleWithoutWeightIsSixteenTimesTooSmallBeforeAnAmplifierOfGainFour() {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 2);
    b.inputs("x", x);
    Nodes hidden = b.nodes("hidden", 3);
    b.crossbar("upstream", x, hidden, true);
    b.diodes("above", hidden, Direction.DOWN, ShockleyDiode.of(1e-8), false);
    b.diodes("below", hidden, Direction.UP, ShockleyDiode.of(1e-8), false);
    Nodes amplified = b.nodes("amplified", 3);
    b.amplifiers("amplified", hidden, amplified, 4);
    Nodes y = b.nodes("y", 2);
    b.crossbar("downstream", amplified, y, true);
    b.crossbar("load", Nodes.of(Circuit.GROUND), y, true);
    b.outputs("current", y, true);
    Circuit circuit = b.build();
    SplittableRandom random = new SplittableRandom(1);
    double[] parameters = new double[circuit.parameterCount()];
    for (Parameter p : circuit.parameters()) {
      for (int i = p.offset(); i < p.end() && p.kind() == Parameter.Kind.CONDUCTANCE; i++) {
        parameters[i] = random.nextDouble(1e-7, 1e-6);
      }
    }
    double[] features = {0.6, -0.4};
    double[] targets = {0.5};
    try (LossOnCircuit c = new LossOnCircuit(circuit, new MeanSquaredError(1), targets, 1e-13)) {
      double[] steps = Arrays.stream(parameters).map(g -> g == 0 ? 1e-4 : 3e-4 * g).toArray();
      double[] exact = c.differencesOverParameters(parameters, features, steps);
      PhaseContrast contrast = c.contrast(ADJOINT, parameters, features);
      for (String layer : new String[] {"upstream", "downstream"}) {
        Parameter p = circuit.parameter(layer);
        Nodes rows = layer.equals("upstream") ? x : amplified;
        Nodes columns = layer.equals("upstream") ? hidden : y;
        for (int i = 0; i < p.size(); i++) {
          int row = rows.get(i / p.columns());
          int column = columns.get(i % p.columns());
          double plainRule =
              (contrast.mean()[row] - contrast.mean()[column])
                  * (contrast.response()[row] - contrast.response()[column]);
          assertThat(exact[p.offset() + i] / plainRule)
              .as("%s %d", layer, i)
              .isCloseTo(layer.equals("upstream") ? 16.000 : 1.000, within(1e-8));
        }
      }
    }
  }
}
