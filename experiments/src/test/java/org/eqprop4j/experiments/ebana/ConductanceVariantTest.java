package org.eqprop4j.experiments.ebana;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.analog.train.metrics.Power;
import org.eqprop4j.analog.train.metrics.PowerMeter;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.classic.Iris;
import org.junit.jupiter.api.Test;

class ConductanceVariantTest {
  private static final double FACTOR = 1e4;
  private static final ShockleyDiode DIODE = ShockleyDiode.of(1e-7);
  private static final CircuitConfig BASE =
      new CircuitConfig(10, 4, true, DIODE, 0, 1, 1e-5, 1e-8, 1e-3, 0.5);

  /** What a circuit does with Iris. */
  @SuppressWarnings("ArrayRecordComponent") // A carrier, never compared.
  private record Answer(double[] volts, Power power) {
    double distance(Answer other) {
      return IntStream.range(0, volts.length)
          .mapToDouble(i -> Math.abs(volts[i] - other.volts[i]))
          .max()
          .orElseThrow();
    }
  }

  /** Kirchhoff's laws are homogeneous in all currents together. */
  @Test
  void conductancesAndDiodesTimesAFactorChangeNoVoltageAndMultiplyThePower() {
    CircuitConfig all =
        BASE.withConductancesTimes(FACTOR).withDiodes(ShockleyDiode.of(FACTOR * 1e-7), 0);

    assertThat(answer(all).distance(answer(BASE))).isLessThan(1e-8);
    assertThat(answer(all).power().total())
        .isCloseTo(FACTOR * answer(BASE).power().total(), Percentage.withPercentage(1e-4));
  }

  /** IS exp((u + s) / (N Vt)) is FACTOR times as much as without s. */
  @Test
  void movingTheBiasByTheLogarithmOfTheFactorMakesUpForIt() {
    double shift = DIODE.slopeVoltage() * Math.log(FACTOR);
    Answer base = answer(BASE);
    Answer scaled = answer(new ConductanceVariant(FACTOR, 0).circuit(BASE));
    Answer moved = answer(new ConductanceVariant(FACTOR, shift).circuit(BASE));

    assertThat(scaled.distance(base)).isGreaterThan(0.1);
    assertThat(moved.distance(base)).isLessThan(2e-3);
    // Not so the diodes' heat: the sources in series with them add to it.
    assertThat(moved.power().resistors())
        .isCloseTo(FACTOR * base.power().resistors(), Percentage.withPercentage(1));
  }

  private static Answer answer(CircuitConfig circuit) {
    Samples iris = Split.draw(Iris.load(), 0, circuit.voltageRange(), 1).train();
    Model model = HiddenLayerCircuit.model(circuit, 4, 3, 1);
    try (AnalogNetwork network = new AnalogNetwork(model, new MeanSquaredError(0.25))) {
      OperatingPoints points =
          network.free(ClassificationRun.columns(iris.features(), iris.size()));
      return new Answer(
          points.voltages().clone(),
          new PowerMeter(model.circuit()).mean(model.parameters(), points, null));
    }
  }
}
