package org.eqprop4j.experiments.ebana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.SweepTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassificationExperimentTest {
  private static final SweepTable<ClassificationExperiment.Run, ClassificationRun.Result> TABLE =
      new SweepTable<>(ClassificationExperiment.Run.class, ClassificationRun.Result.class);

  @TempDir Path dir;

  @Test
  void xorIsLearnedFromEveryStart() throws IOException {
    assertThat(TABLE.read(run("xor").resolve("runs.csv")))
        .hasSize(4)
        .extracting(Row::measured)
        .allMatch(result -> result.testAccuracy() == 1);
  }

  @Test
  void irisIsTestedOnFlowersThatWereNotTrainedOn() throws IOException {
    assertThat(TABLE.read(run("iris").resolve("runs.csv")))
        .extracting(Row::measured)
        .allMatch(result -> result.testAccuracy() > 0.9 && result.trainAccuracy() > 0.95)
        // In 45ths, not in 105ths or 150ths.
        .allMatch(result -> isWhole(45 * result.testAccuracy()))
        .allMatch(result -> isWhole(105 * result.trainAccuracy()));
  }

  private static boolean isWhole(double value) {
    return Math.abs(value - Math.rint(value)) < 1e-9;
  }

  @Test
  void runsDoNotDependOnThreads() throws IOException {
    Path one = run("xor", "--threads", "1");
    Path three = run("xor", "--threads", "3");

    assertThat(Files.readString(one.resolve("runs.csv")))
        .isEqualTo(Files.readString(three.resolve("runs.csv")));
  }

  private Path run(String name, String... options) {
    return QuickRun.of(dir, name, options);
  }
}
