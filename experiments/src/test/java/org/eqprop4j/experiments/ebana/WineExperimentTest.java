package org.eqprop4j.experiments.ebana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.data.Samples;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.SweepTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WineExperimentTest {
  private static final Path WINE = Path.of("../../shared/data/wine-quality");

  @TempDir Path dir;

  /** The paper's bound for its wine is 95 %; grades have no published figure near it. */
  @Test
  void colourIsToldAndGradeIsNot() throws IOException {
    assumeTrue(Files.isDirectory(WINE), () -> "no original files in " + WINE);
    Path run = QuickRun.of(dir, "wine", "--data", "" + WINE, "--set", "runs=1");

    List<Row<WineExperiment.Run, WineExperiment.Outcome>> rows =
        new SweepTable<>(WineExperiment.Run.class, WineExperiment.Outcome.class)
            .read(run.resolve("runs.csv"));
    assertThat(rows)
        .extracting(row -> row.point().label())
        .containsExactly(WineLabel.COLOUR, WineLabel.QUALITY);
    // 5,000 of 6,497 wines are for training, 1,497 for testing; 4,898 are white.
    WineExperiment.Outcome colour = rows.get(0).measured();
    assertThat(colour.testAccuracy()).isGreaterThan(0.98);
    assertThat(5000 * colour.trainAccuracy())
        .isCloseTo(Math.rint(5000 * colour.trainAccuracy()), within(1e-6));
    assertThat(colour.commonest()).isCloseTo(4898 / 6497.0, within(1 / 1497.0));
    // 2,836 wines have the commonest grade, 6.
    WineExperiment.Outcome quality = rows.get(1).measured();
    assertThat(quality.commonest()).isCloseTo(2836 / 6497.0, within(1 / 1497.0));
    assertThat(quality.testAccuracy()).isBetween(quality.commonest(), 0.7);
  }

  @Test
  void splitScalesByTheTrainingSamplesAndTestsOnOthers() {
    float[] features = new float[20];
    int[] labels = new int[20];
    for (int i = 0; i < 20; i++) {
      features[i] = i;
      labels[i] = i % 2;
    }
    Split split = Split.draw(Samples.classification(features, new long[] {1}, labels, 2), .3, 2, 5);

    assertThat(split.train().size()).isEqualTo(14);
    assertThat(split.test().size()).isEqualTo(6);
    assertThat(split.train().features()).contains(-2f, 2f);
    assertThat(inside(split.test())).doesNotContainAnyElementsOf(inside(split.train()));
  }

  /** Voltages that were not clipped: each belongs to one sample. */
  private static List<Float> inside(Samples samples) {
    List<Float> volts = new ArrayList<>();
    for (float value : samples.features()) {
      if (Math.abs(value) < 2) {
        volts.add(value);
      }
    }
    return volts;
  }
}
