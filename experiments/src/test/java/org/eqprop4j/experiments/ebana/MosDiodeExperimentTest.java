package org.eqprop4j.experiments.ebana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eqprop4j.analog.circuit.MosfetDiode;
import org.eqprop4j.experiments.ebana.MosDiodeExperiment.Device;
import org.eqprop4j.experiments.ebana.MosDiodeExperiment.Outcome;
import org.eqprop4j.experiments.ebana.MosDiodeExperiment.Run;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.SweepTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MosDiodeExperimentTest {
  @TempDir Path dir;

  @Test
  void irisIsLearnedWithMosfetsInThePlaceOfDiodes() throws IOException {
    Path run = QuickRun.of(dir, "mos-diode");
    List<Row<Run, Outcome>> rows =
        new SweepTable<>(Run.class, Outcome.class).read(run.resolve("runs.csv"));

    assertThat(rows)
        .extracting(row -> row.point().device())
        .containsExactly(Device.DIODE, Device.DIODE, Device.REPLACEMENT, Device.REPLACEMENT);
    assertThat(rows)
        .extracting(Row::measured)
        .allMatch(outcome -> outcome.testAccuracy() > 0.9 && outcome.trainAccuracy() > 0.95);
    // The same flowers and starts, but not the same circuit.
    assertThat(rows.get(0).measured().power()).isNotEqualTo(rows.get(2).measured().power());
    assertThat(Files.readString(run.resolve("report.html"))).contains("data:image/png");
    assertThat(run.resolve("plots")).isDirectoryContaining("glob:**/mos-diode-laws.png");
  }

  /** I = KP W / (2 L) (u - VTO)^2 (1 + LAMBDA u) at u = V - bias, and odd in V. */
  @Test
  void pairDrawsTheSquareOfTheVoltageBeyondThresholdAndBias() {
    CircuitConfig circuit =
        new CircuitConfig(
            10,
            4,
            true,
            new MosfetDiode(0.4, 300e-6, 0.1, 2e-6, 180e-9),
            -0.25,
            1,
            1e-5,
            1e-8,
            1e-3,
            0.5);
    double expected = 0.5 * 300e-6 * (2.0 / 0.18) * 0.01 * (1 + 0.1 * 0.5);

    assertThat(MosDiodeExperiment.pair(circuit, 0.25)).isCloseTo(expected, within(1e-15));
    assertThat(MosDiodeExperiment.pair(circuit, -0.25)).isCloseTo(-expected, within(1e-15));
    assertThat(MosDiodeExperiment.pair(circuit, 0.15)).isCloseTo(0, within(1e-15));
  }
}
