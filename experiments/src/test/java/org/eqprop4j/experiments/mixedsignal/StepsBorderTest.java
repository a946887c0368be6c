package org.eqprop4j.experiments.mixedsignal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.bridge.HybridModel;
import org.eqprop4j.bridge.dl4j.Converter;
import org.eqprop4j.bridge.dl4j.VoltageBorder;
import org.eqprop4j.data.Samples;
import org.eqprop4j.experiments.run.Metric;
import org.eqprop4j.experiments.run.MetricsLog;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.stage.StageRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The border between the two sides in the paper's five steps. */
class StepsBorderTest {
  @TempDir Path dir;

  private static MixedSignalConfig config(String... settings) {
    Stream<String> small =
        Stream.of(
            "training=embedding",
            "frontEnd.name=mlp",
            "circuit.hidden=10",
            "cnn.epochs=2",
            "analog.epochs=2",
            "analog.epochsAgain=2",
            "regression.epochs=1",
            "inputs.maxSteps=3");
    return SmallRuns.config(small, settings);
  }

  private record Finished(List<Metric> metrics, HybridModel model) {
    double last(String stage, String name) {
      return metrics.stream()
          .filter(m -> m.stage().equals(stage) && m.name().equals(name))
          .reduce((earlier, later) -> later)
          .orElseThrow()
          .value();
    }
  }

  private Finished run(String name, MixedSignalConfig config, Samples train, Samples test)
      throws Exception {
    try (RunDirectory run = RunDirectory.create(dir.resolve(name), "test", "")) {
      StageRunner runner = new StageRunner(run, SmallRuns.silent());
      runner.run(new Steps(config, new MixedSignalData(train, test), run).stages());
      Round last = new Round(1);
      return new Finished(
          MetricsLog.read(run.metrics()),
          new HybridModel(
              CnnStage.load(runner.result(last.cnn())),
              config.frontEnd().embeddingLayer(),
              Embedded.readScaling(runner.result(last.analog())),
              AnalogStage.load(runner.result(last.analog()))));
    }
  }

  @Test
  void circuitsTrainAndAreMeasuredBehindTheConverters() throws Exception {
    Samples train = SmallRuns.samples(300, 1);
    Samples test = SmallRuns.samples(100, 2);
    MixedSignalConfig config = config("border.dacBits=2", "border.adcBits=5");
    Finished coarse = run("coarse", config, train, test);
    Finished exact = run("exact", config(), train, test);

    assertThat(coarse.last("cnn", CnnStage.TEST_ACCURACY))
        .isEqualTo(exact.last("cnn", CnnStage.TEST_ACCURACY));
    assertThat(coarse.last("analog", "train-loss"))
        .isNotEqualTo(exact.last("analog", "train-loss"));
    Samples volts =
        new VoltageBorder(new Converter(config.circuit().voltageRange(), 2), 0, 1)
            .apply(coarse.model().toVolts(test));
    assertThat(
            accuracy(coarse.model(), config, volts, new Converter(config.border().adcRange(), 5)))
        .isEqualTo(coarse.last("analog-1", AnalogStage.TEST_ACCURACY));
  }

  /** By the engine alone, with the converters applied by hand. */
  private static double accuracy(
      HybridModel model, MixedSignalConfig config, Samples volts, Converter adc) {
    AnalogPart part = new AnalogPart(config);
    int right = 0;
    try (AnalogNetwork network = new AnalogNetwork(model.circuit(), part.loss())) {
      INDArray outputs = network.predict(volts.inOrder(volts.size()).next().getFeatures());
      for (int s = 0; s < volts.size(); s++) {
        int best = 0;
        for (int k = 1; k < 10; k++) {
          if (adc.convert(outputs.getDouble(s, k)) > adc.convert(outputs.getDouble(s, best))) {
            best = k;
          }
        }
        right += best == volts.label(s) ? 1 : 0;
      }
    }
    return (double) right / volts.size();
  }

  @Test
  void noiseIsDrawnFromTheSeedOfTheRun() throws Exception {
    Samples train = SmallRuns.samples(100, 1);
    Samples test = SmallRuns.samples(50, 2);
    MixedSignalConfig noisy = config("training=frozen", "border.noise=0.2");
    double[] losses = new double[3];
    for (int i = 0; i < losses.length; i++) {
      MixedSignalConfig config = i < 2 ? noisy : config("training=frozen");
      try (RunDirectory run = RunDirectory.create(dir.resolve("run" + i), "test", "")) {
        new StageRunner(run, SmallRuns.silent())
            .run(new Steps(config, new MixedSignalData(train, test), run).stages());
        losses[i] = new Finished(MetricsLog.read(run.metrics()), null).last("analog", "train-loss");
      }
    }
    assertThat(losses[1]).isEqualTo(losses[0]).isNotEqualTo(losses[2]);
  }
}
