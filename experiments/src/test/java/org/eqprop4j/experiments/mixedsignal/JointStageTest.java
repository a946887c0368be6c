package org.eqprop4j.experiments.mixedsignal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.bridge.dl4j.AnalogBlock;
import org.eqprop4j.bridge.dl4j.JointNetwork;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.run.MetricsLog;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.stage.Stage;
import org.eqprop4j.experiments.stage.StageContext;
import org.eqprop4j.experiments.stage.StageRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class JointStageTest {
  @TempDir Path dir;

  private static MixedSignalConfig config(String... settings) {
    Stream<String> fixed =
        Stream.of("training=joint", "joint.batchSize=20", "circuit.hidden=10", "joint.epochs=3");
    return SmallRuns.config(fixed, settings);
  }

  private static MixedSignalData data() {
    return new MixedSignalData(SmallRuns.samples(200, 1), SmallRuns.samples(100, 2));
  }

  private ComputationGraph finish(RunDirectory run, Stage stage) throws Exception {
    StageRunner runner = new StageRunner(run, SmallRuns.silent());
    runner.run(List.of(stage));
    return JointStage.load(runner.result(JointStage.NAME));
  }

  /** A stage that is killed after its first epoch. */
  private record Killed(Stage stage) implements Stage {
    @Override
    public String name() {
      return stage.name();
    }

    @Override
    public int epochs() {
      return stage.epochs();
    }

    @Override
    public void run(StageContext context) throws Exception {
      JointStage joint = (JointStage) stage;
      joint.epochs(context, 1);
      throw new IOException("killed");
    }
  }

  @Test
  void aTrainingThatIsCutOffEndsWithTheSameBits() throws Exception {
    MixedSignalConfig config =
        config("frontEnd.name=mlp", "border.dacBits=6", "border.adcBits=8", "border.noise=0.01");
    try (RunDirectory whole = RunDirectory.create(dir.resolve("whole"), "test", "");
        RunDirectory cut = RunDirectory.create(dir.resolve("cut"), "test", "")) {
      Stage stage = new JointStage(config, data(), cut, 5);
      ComputationGraph expected = finish(whole, new JointStage(config, data(), whole, 5));
      assertThatThrownBy(() -> finish(cut, new Killed(stage))).hasMessage("killed");
      ComputationGraph resumed = finish(cut, stage);

      assertThat(resumed.params()).isEqualTo(expected.params());
      assertThat(cut.file("nudging.json")).hasSameTextualContentAs(whole.file("nudging.json"));
      assertThat(MetricsLog.read(whole.metrics()))
          .filteredOn(m -> m.name().equals("train-loss"))
          .hasSize(3)
          .isSortedAccordingTo((a, b) -> Double.compare(b.value(), a.value()));
    }
  }

  @Test
  void bordersAndCircuitAreThoseOfTheConfiguration() throws Exception {
    MixedSignalConfig config =
        config("frontEnd.name=pixels", "joint.epochs=1", "border.dacBits=3", "analog.beta=2e-7");

    try (RunDirectory run = RunDirectory.create(dir.resolve("run"), "test", "")) {
      ComputationGraph network = finish(run, new JointStage(config, data(), run, 5));

      assertThat(network.getLayer(JointNetwork.ANALOG).getParam("d1").shape())
          .containsExactly(2 * SmallRuns.PIXELS + 1, 10);
      assertThat(network.getConfiguration().toJson())
          .contains("\"bits\" : 3", "\"beta\" : 2.0E-7", "\"range\" : 10.0");
    }
  }

  @Test
  void simulatorsRunInWorkerProcessesWhenTheConfigurationSaysSo() {
    AnalogBlock block = AnalogBlock.of(new AnalogPart(config()).head(), 10);

    for (boolean isolated : new boolean[] {true, false}) {
      String isolation = "isolation=" + (isolated ? "always" : "never");
      AnalogPart part = new AnalogPart(config("engine=ngspice", isolation));
      assertThat(part.simulated(block).engine()).isEqualTo("ngspice");
      assertThat(part.simulated(block).isolated()).isEqualTo(isolated);
    }
  }

  @Test
  void dropoutHoldsInputsAtZeroVoltsInTrainingOnly() throws Exception {
    MixedSignalConfig config =
        config("frontEnd.name=pixels", "joint.epochs=1", "joint.dropout=0.5");

    try (RunDirectory run = RunDirectory.create(dir.resolve("run"), "test", "")) {
      ComputationGraph network = finish(run, new JointStage(config, data(), run, 5));
      INDArray images = data().test().inOrder(100).next().getFeatures();

      assertThat(zeros(network.feedForward(images, true))).isCloseTo(0.5, within(0.01));
      assertThat(zeros(network.feedForward(images, false))).isLessThan(0.01);
    }
    assertThatThrownBy(() -> config("joint.dropout=1"))
        .hasMessageContaining("joint.dropout")
        .hasMessageContaining("at least 0 and below 1");
  }

  private static double zeros(Map<String, INDArray> activations) {
    return activations
        .get(JointNetwork.DAC)
        .eq(0)
        .castTo(DataType.DOUBLE)
        .meanNumber()
        .doubleValue();
  }

  @Test
  void frontEndsThatDoNotFitAreRefusedByKey() {
    MixedSignalExperiment experiment = new MixedSignalExperiment();

    assertThatThrownBy(() -> experiment.check(config("frontEnd.name=resnet")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("frontEnd: there is no front-end resnet, expected one of [paper,");
    assertThatThrownBy(() -> experiment.check(config("frontEnd.embedding=none")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("front-end paper has no layer 'none'");
    assertThatThrownBy(() -> experiment.check(config("frontEnd.embedding=pool2")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("embedding 'pool2' of front-end paper");
    assertThatThrownBy(() -> config("training=digital", "border.dacBits=4"))
        .hasMessageContaining("border")
        .hasMessageContaining("no rounding or noise where there is no circuit");
  }
}
