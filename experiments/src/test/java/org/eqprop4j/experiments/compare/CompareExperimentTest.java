package org.eqprop4j.experiments.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.config.ConfigLayer;
import org.eqprop4j.experiments.config.ConfigLoader;
import org.eqprop4j.experiments.mixedsignal.ModelSize;
import org.eqprop4j.experiments.mixedsignal.Training;
import org.eqprop4j.experiments.progress.Progress;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.run.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareExperimentTest {
  @TempDir Path dir;

  private static CompareConfig config(String... settings) {
    return new ConfigLoader<>(CompareConfig.class, "compare")
        .load(Stream.of(settings).map(s -> ConfigLayer.assignment("--set", s)).toList());
  }

  @Test
  void everyCombinationHasARunOfItsOwnSeed() {
    CompareConfig config =
        config("frontEnds=[paper, mlp]", "hidden=[50, 100]", "seed=4", "seeds=3");

    assertThat(config.combinations())
        .hasSize(12)
        .contains(new Combination("mlp", Training.JOINT, 50, 6));
    assertThat(config.combinations().stream().map(Combination::directory)).doesNotHaveDuplicates();
    assertThat(config.of(new Combination("mlp", Training.JOINT, 50, 6)))
        .satisfies(
            run -> {
              assertThat(run.seed()).isEqualTo(6);
              assertThat(run.circuit().hidden()).isEqualTo(50);
              assertThat(run.frontEnd().name()).isEqualTo("mlp");
              assertThat(run.training()).isEqualTo(Training.JOINT);
            });
  }

  @Test
  void combinationsAndSettingsThatAreNotPossibleAreRefusedBeforeAnythingRuns() {
    CompareExperiment experiment = new CompareExperiment();

    assertThatThrownBy(
            () ->
                experiment.check(
                    config(
                        "frontEnds=[residual]",
                        "trainings=[frozen]",
                        "settings=[frontEnd.embedding=block2]")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("embedding 'block2' of front-end residual has activations of type");
    assertThatThrownBy(() -> experiment.check(config("settings=[joint.epoch=1]")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("joint.epoch");
    assertThatThrownBy(() -> experiment.check(config("frontEnds=[resnet]")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("there is no front-end resnet");
  }

  @Test
  void sizesOfThePaperFrontEndAreThoseOfItsTable() throws Exception {
    CompareConfig config = config();

    ModelSize size = ModelSize.of(config.of(new Combination("paper", Training.JOINT, 100, 1)));

    assertThat(size.digitalParameters()).isEqualTo((25 + 1) * 8 + (8 * 25 + 1) * 8);
    assertThat(size.digitalMultiplyAdds()).isEqualTo(24 * 24 * 25 * 8 + 8 * 8 * 8 * 25 * 8);
    assertThat(size.analogParameters()).isEqualTo(257 * 100 + 101 * 20);
    assertThat(size.analogMultiplyAdds()).isEqualTo(257 * 100 + 101 * 20);
  }

  @Test
  void digitalTrainingCountsTheWholeNetworkAndNoCircuit() throws Exception {
    ModelSize size = ModelSize.of(config().of(new Combination("paper", Training.DIGITAL, 100, 1)));

    long convolutions = (25 + 1) * 8 + (8 * 25 + 1) * 8;
    assertThat(size.digitalParameters())
        .isEqualTo(convolutions + 4 * 128 + (128 + 1) * 512 + (512 + 1) * 10);
    assertThat(size.analogParameters()).isZero();
    assertThat(size.analogMultiplyAdds()).isZero();
  }

  @Test
  void anInterruptedComparisonMeasuresOnlyWhatIsMissing() throws Exception {
    assumeThat(Path.of("/usr/share/datasets/fashion-mnist")).as("Fashion-MNIST").exists();
    CompareConfig config =
        config(
            "frontEnds=[pixels]",
            "trainings=[digital, joint]",
            "seeds=1",
            "hidden=[5]",
            "threads=2",
            "data.trainImages=200",
            "data.testImages=100",
            "settings=[cnn.epochs=1, joint.epochs=1]");
    Path run = dir.resolve("run");
    List<Headline> whole;
    try (RunDirectory directory = RunDirectory.create(run, "compare", "")) {
      whole = run(config, directory);
    }
    Path table = run.resolve("compare.csv");
    List<String> rows = Files.readAllLines(table);
    assertThat(rows).hasSize(3);
    for (String measure : List.of("accuracy", "digital-multiply-adds", "analog-power", "seconds")) {
      assertThat(run.resolve("plots/compare-" + measure + ".svg")).exists();
    }
    assertThat(power(rows.get(1))).isZero();
    // Between nothing and what 2 V would lose over all conductances at their ceiling.
    assertThat(power(rows.get(2))).isBetween(1e-9, 4 * 4 * 1e-4 * (2 * 784 + 1) * 5);

    Files.write(table, rows.subList(0, 2));
    Files.delete(run.resolve("state.json"));
    try (RunDirectory directory = RunDirectory.resume(run)) {
      assertThat(run(config, directory)).isEqualTo(whole);
    }

    assertThat(Files.readAllLines(table)).isEqualTo(rows);
  }

  private static double power(String row) {
    return Double.parseDouble(row.split(",", 0)[9]);
  }

  private static List<Headline> run(CompareConfig config, RunDirectory directory) throws Exception {
    try (Progress progress =
        Progress.on(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false)) {
      return new CompareExperiment().run(config, new ExperimentContext(directory, progress));
    }
  }
}
