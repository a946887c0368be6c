package org.eqprop4j.experiments.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.config.ConfigLayer;
import org.eqprop4j.experiments.config.ConfigLoader;
import org.eqprop4j.experiments.mixedsignal.MixedSignalConfig;
import org.eqprop4j.experiments.progress.Progress;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.run.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BorderBitsExperimentTest {
  @TempDir Path dir;

  private static BorderBitsConfig config(String... settings) {
    return new ConfigLoader<>(BorderBitsConfig.class, "border-bits")
        .load(Stream.of(settings).map(s -> ConfigLayer.assignment("--set", s)).toList());
  }

  @Test
  void eachConverterHasTheBitsOfItsPointAndTheOtherOneDoesNotRound() {
    BorderBitsConfig config = config("seeds=2");

    assertThat(config.points()).hasSize(2 * 12 * 5).doesNotHaveDuplicates();
    MixedSignalConfig dac = config.of(new BorderPoint(BorderPoint.Side.DAC, true, 5, 2));
    assertThat(dac.border().dacBits()).isEqualTo(5);
    assertThat(dac.border().adcBits()).isZero();
    assertThat(dac.seed()).isEqualTo(2);
    MixedSignalConfig both = config.of(new BorderPoint(BorderPoint.Side.BOTH, false, 3, 1));
    assertThat(both.border().dacBits()).isEqualTo(3);
    assertThat(both.border().adcBits()).isEqualTo(3);
  }

  @Test
  void bitsOutOfRangeAreRefusedBeforeAnythingRuns() {
    assertThatThrownBy(() -> config("bits=[0]"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bits");
    assertThatThrownBy(() -> new BorderBitsExperiment().check(config("bits=[30]")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("border.dacBits");
  }

  @Test
  void fineConvertersChangeNothingAndTheCoarsestSpoilsWhatWasNotTrainedForIt() throws Exception {
    assumeThat(Path.of("/usr/share/datasets/fashion-mnist")).as("Fashion-MNIST").exists();
    BorderBitsConfig config =
        config(
            "frontEnd=pixels",
            "bits=[1, 12]",
            "added=[adc]",
            "trained=[adc]",
            "data.trainImages=2000",
            "data.testImages=500",
            "settings=[joint.epochs=2, circuit.hidden=10]");

    Map<String, Double> ours;
    try (RunDirectory run = RunDirectory.create(dir.resolve("run"), "border-bits", "");
        Progress progress =
            Progress.on(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                false)) {
      BorderBitsExperiment experiment = new BorderBitsExperiment();
      List<Headline> headlines = experiment.run(config, new ExperimentContext(run, progress));
      ours = headlines.stream().collect(Collectors.toMap(Headline::label, Headline::ours));
      assertThat(experiment.draw(config, run)).allSatisfy(plot -> assertThat(plot).exists());
    }

    double exact = ours.get("without converters");
    assertThat(exact).isGreaterThan(50);
    assertThat(ours.get("adc, added after training, 12 bit")).isCloseTo(exact, within(2.0));
    assertThat(ours.get("adc, trained through it, 12 bit")).isCloseTo(exact, within(3.0));
    assertThat(ours.get("adc, added after training, 1 bit")).isLessThan(exact - 5);
  }
}
