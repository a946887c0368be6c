package org.eqprop4j.experiments.mixedsignal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.digital.FrontEnd;
import org.eqprop4j.digital.FrontEnds;
import org.eqprop4j.digital.NetworkFile;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.run.Metric;
import org.eqprop4j.experiments.run.MetricsLog;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.stage.Stage;
import org.eqprop4j.experiments.stage.StageRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Front-ends whose layers are no sequence, in every kind of training. */
class GraphFrontEndTest {
  private static final double CHANCE = 0.1;

  @TempDir Path dir;

  private static MixedSignalConfig config(String... settings) {
    return SmallRuns.config(
        Stream.of(
            "frontEnd.name=residual",
            "circuit.hidden=10",
            "cnn.epochs=3",
            "cnn.batchSize=20",
            "analog.epochs=2",
            "analog.epochsAgain=2",
            "analog.batchSize=20",
            "regression.epochs=3",
            "regression.batchSize=20",
            "inputs.maxSteps=20",
            "joint.epochs=4",
            "joint.batchSize=20"),
        settings);
  }

  /** The metrics of a training from its first stage to its last. */
  private List<Metric> trained(MixedSignalConfig config, int images) throws Exception {
    MixedSignalData data =
        new MixedSignalData(SmallRuns.samples(images, 1), SmallRuns.samples(100, 2));
    try (RunDirectory run = RunDirectory.create(dir.resolve("run"), "test", "")) {
      List<Stage> stages = new Steps(config, data, run).stages();
      new StageRunner(run, SmallRuns.silent()).run(stages);
      return MetricsLog.read(run.metrics());
    }
  }

  private static List<Double> values(List<Metric> metrics, String stage, String name) {
    return metrics.stream()
        .filter(m -> m.stage().equals(stage) && m.name().equals(name))
        .map(Metric::value)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Training.class)
  void aGraphLearnsInEveryKindOfTraining(Training training) throws Exception {
    List<Metric> metrics = trained(config("training=" + training), 300);

    String last = metrics.get(metrics.size() - 1).stage();
    assertThat(last)
        .isEqualTo(
            switch (training) {
              case DIGITAL -> "cnn";
              case FROZEN -> "analog";
              case EMBEDDING -> "analog-1";
              case JOINT -> "joint";
            });
    List<Double> accuracies = values(metrics, last, "test-accuracy");
    assertThat(accuracies.get(accuracies.size() - 1)).isGreaterThan(3 * CHANCE);
    if (training == Training.EMBEDDING) {
      List<Double> losses = values(metrics, "cnn-1", "train-loss");
      assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".json", ".zip"})
  void filesOfGraphsTrainInThePapersFiveSteps(String kind) throws Exception {
    FrontEnd residual = FrontEnds.create("residual", "", 5, new Adam());
    Path file = dir.resolve("mine" + kind);
    if (kind.equals(".json")) {
      Files.writeString(file, residual.network().getConfiguration().toJson());
    } else {
      // As many epochs behind it as are to come: they do not count.
      residual.network().fit(SmallRuns.samples(40, 3).inOrder(20), 3);
      NetworkFile.save(residual.network(), file);
    }

    List<Metric> metrics = trained(config("training=embedding", "frontEnd.name=" + file), 60);

    assertThat(values(metrics, "cnn", "test-accuracy")).hasSize(3);
    assertThat(values(metrics, "analog-1", "test-accuracy")).hasSize(2);
  }

  @Test
  void onlyJointTrainingTakesWhatIsNoClassifier() throws IOException {
    ComputationGraph squares =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("image")
                .addLayer("embedding", new DenseLayer.Builder().nOut(8).build(), "image")
                .addLayer(
                    "values",
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(10)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "embedding")
                .setOutputs("values")
                .setInputTypes(FrontEnd.IMAGES)
                .build());
    squares.init();
    Path file = dir.resolve("squares.zip");
    NetworkFile.save(squares, file);
    MixedSignalExperiment experiment = new MixedSignalExperiment();

    for (String training : List.of("digital", "frozen", "embedding")) {
      MixedSignalConfig config = config("frontEnd.name=" + file, "training=" + training);
      assertThatThrownBy(() -> experiment.check(config))
          .isInstanceOf(ConfigException.class)
          .hasMessage(
              "frontEnd: front-end "
                  + file
                  + " ends in 'values', expected an output layer with softmax");
    }
    MixedSignalConfig joint = config("frontEnd.name=" + file, "training=joint");
    assertThat(new FreshNetworks(joint).joint(100, 1e-7).getConfiguration().getVertices())
        .containsOnlyKeys("embedding", "volts-norm", "volts", "analog");
  }
}
