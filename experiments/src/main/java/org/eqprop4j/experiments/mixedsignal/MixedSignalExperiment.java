package org.eqprop4j.experiments.mixedsignal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.worker.IsolatedEngine;
import org.eqprop4j.analog.spice.SpiceNetlist;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.bridge.HybridModel;
import org.eqprop4j.bridge.HybridNetlist;
import org.eqprop4j.bridge.dl4j.AnalogLayers;
import org.eqprop4j.bridge.dl4j.JointNetwork;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.fashion.FashionMnist;
import org.eqprop4j.digital.Evaluator;
import org.eqprop4j.digital.FrontEnd;
import org.eqprop4j.digital.NetworkFile;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.report.ConfusionMatrix;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.report.RunReport;
import org.eqprop4j.experiments.report.Summary;
import org.eqprop4j.experiments.run.Metric;
import org.eqprop4j.experiments.run.MetricsLog;
import org.eqprop4j.experiments.run.RunDirectory;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The procedure of section 4.3 in Watfa et al. (2023): a CNN is trained and embeds the images, a
 * circuit learns to classify the embedding, gradient descent on the inputs of the trained circuit
 * finds better ones, the CNN is regressed toward them, and the circuit is trained again.
 */
public final class MixedSignalExperiment implements Experiment<MixedSignalConfig> {
  /** The published numbers [%]. */
  private static final double PAPER_CNN = 90;

  private static final double PAPER_ANALOG = 85;
  private static final double PAPER_INPUTS = 100;
  private static final double PAPER_RETRAINED = 88;

  private static final String CNN = "CNN, test accuracy";
  private static final String FINAL = "analog after retraining, test accuracy";
  private static final String FIRST = "analog, first pass, test accuracy";
  private static final String JOINT = "joint training, test accuracy";
  private static final String MODEL = "model.zip";
  private static final int POWER_IMAGES = 1000;

  @Override
  public String name() {
    return "mixed-signal";
  }

  @Override
  public String description() {
    return "CNN and circuit on Fashion-MNIST, the CNN retrained through the circuit"
        + " (Watfa et al. 2023, section 4.3)";
  }

  @Override
  public Class<MixedSignalConfig> configType() {
    return MixedSignalConfig.class;
  }

  @Override
  public void check(MixedSignalConfig config) throws IOException {
    new AnalogPart(config).requireTrainable();
    if (config.training() == Training.JOINT || !config.frontEnd().isPaper()) {
      try {
        FrontEnd frontEnd = new FreshNetworks(config).frontEnd(new Adam());
        if (config.training() != Training.JOINT) {
          frontEnd.requireClassifier(FashionMnist.CLASS_NAMES.size());
        }
      } catch (IllegalArgumentException e) {
        throw new ConfigException("frontEnd: " + e.getMessage());
      }
    }
    MixedSignalData.find(config.data());
  }

  @Override
  public List<Headline> run(MixedSignalConfig config, ExperimentContext context) throws Exception {
    MixedSignalData data = MixedSignalData.load(config.data());
    MixedSignalData.record(context.provenance());
    context.provenance().seed("all", config.seed());
    Engine engine = new AnalogPart(config).engine();
    context.provenance().engine(engine.name(), engine.version(), engine instanceof IsolatedEngine);
    context.runStages(new Steps(config, data, context.directory()).stages());
    return switch (config.training()) {
      case DIGITAL -> finishDigital(data, context);
      case JOINT -> finishJoint(data, context);
      case FROZEN, EMBEDDING -> finishSteps(config, data, context);
    };
  }

  private static List<Headline> finishDigital(MixedSignalData data, ExperimentContext context)
      throws IOException {
    RunDirectory run = context.directory();
    ComputationGraph network = CnnStage.load(context.result(CnnStage.NAME));
    NetworkFile.save(network, run.file(MODEL));
    Evaluation test = Evaluator.evaluate(network, data.test());
    writeConfusion(run, CnnStage.NAME, counts(test));
    return List.of(new Headline(CNN, PAPER_CNN, 100 * test.accuracy(), "%"));
  }

  private static List<Headline> finishJoint(MixedSignalData data, ExperimentContext context)
      throws IOException {
    RunDirectory run = context.directory();
    ComputationGraph network = JointStage.load(context.result(JointStage.NAME));
    NetworkFile.save(network, run.file(MODEL));
    Evaluation test = Evaluator.evaluate(network, data.test());
    writeConfusion(run, JointStage.NAME, counts(test));
    return List.of(new Headline(JOINT, PAPER_RETRAINED, 100 * test.accuracy(), "%"));
  }

  private static List<Headline> finishSteps(
      MixedSignalConfig config, MixedSignalData data, ExperimentContext context)
      throws IOException {
    Round last = new Round(config.inputRounds());
    HybridModel model =
        new HybridModel(
            CnnStage.load(context.result(last.cnn())),
            config.frontEnd().embeddingLayer(),
            Embedded.readScaling(context.result(last.analog())),
            AnalogStage.load(context.result(last.analog())));
    model.save(context.directory().file(MODEL));
    RunDirectory run = context.directory();
    writeConfusion(run, "cnn", cnnConfusion(context.result(CnnStage.NAME), data.test()));
    AnalogPart part = new AnalogPart(config);
    try (AnalogNetwork network = part.network(model.circuit())) {
      Samples volts = model.toVolts(data.test());
      writeConfusion(run, last.analog(), part.evaluate(network, volts).confusion());
    }
    return headlines(config, MetricsLog.read(run.metrics()));
  }

  private static List<Headline> headlines(MixedSignalConfig config, List<Metric> metrics) {
    double first = last(metrics, new Round(0).analog(), AnalogStage.TEST_ACCURACY);
    List<Headline> headlines = new ArrayList<>();
    headlines.add(
        new Headline(CNN, PAPER_CNN, last(metrics, CnnStage.NAME, CnnStage.TEST_ACCURACY), "%"));
    headlines.add(new Headline(FIRST, PAPER_ANALOG, first, "%"));
    if (config.inputRounds() > 0) {
      Round round = new Round(config.inputRounds());
      double retrained = last(metrics, round.analog(), AnalogStage.TEST_ACCURACY);
      headlines.add(
          new Headline(
              "trained inputs, training accuracy",
              PAPER_INPUTS,
              last(metrics, round.inputs(), InputStage.AFTER),
              "%"));
      headlines.add(new Headline(FINAL, PAPER_RETRAINED, retrained, "%"));
      headlines.add(
          new Headline(
              "gain over the first pass",
              PAPER_RETRAINED - PAPER_ANALOG,
              retrained - first,
              "points"));
      if (config.control()) {
        headlines.add(
            new Headline(
                "analog, trained as long without retraining, test accuracy",
                null,
                last(metrics, round.control(), AnalogStage.TEST_ACCURACY),
                "%"));
      }
    }
    return headlines;
  }

  /** The last value of a metric [%]. */
  static double last(List<Metric> metrics, String stage, String name) {
    return metrics.stream()
            .filter(m -> m.stage().equals(stage) && m.name().equals(name))
            .reduce((earlier, later) -> later)
            .orElseThrow(() -> new IllegalStateException("no " + name + " of stage " + stage))
            .value()
        * 100;
  }

  private static int[][] cnnConfusion(Path result, Samples test) throws IOException {
    return counts(Evaluator.evaluate(CnnStage.load(result), test));
  }

  private static int[][] counts(Evaluation evaluation) {
    var counts = evaluation.getConfusionMatrix();
    int classes = FashionMnist.CLASS_NAMES.size();
    int[][] confusion = new int[classes][classes];
    for (int row = 0; row < classes; row++) {
      for (int column = 0; column < classes; column++) {
        confusion[row][column] = counts.getCount(row, column);
      }
    }
    return confusion;
  }

  private static void writeConfusion(RunDirectory run, String title, int[][] counts)
      throws IOException {
    ConfusionMatrix.of(FashionMnist.CLASS_NAMES, counts).write(RunReport.confusionFile(run, title));
  }

  @Override
  public SpiceNetlist netlist(MixedSignalConfig config, RunDirectory run, int samples)
      throws IOException {
    int available = config.data().testImages();
    if (samples > available) {
      throw new ConfigException(
          "--samples " + samples + ": expected at most the " + available + " test samples");
    }
    if (config.training() == Training.DIGITAL) {
      throw new ConfigException("a run with training = digital has no circuit to write");
    }
    TrainedSides sides = TrainedSides.load(config, run.file(MODEL));
    Samples test = MixedSignalData.find(config.data()).test().range(0, samples);
    return HybridNetlist.of(sides.circuit(), sides.toVolts().apply(test), FashionMnist.CLASS_NAMES);
  }

  @Override
  public List<Headline> evaluate(MixedSignalConfig config, RunDirectory run) throws Exception {
    String label = finalLabel(config);
    Double reported =
        Summary.read(run.summary()).headlines().stream()
            .filter(h -> h.label().equals(label))
            .map(Headline::ours)
            .findFirst()
            .orElse(null);
    return List.of(new Headline(label, reported, accuracy(config, run), "%"));
  }

  /**
   * Test accuracy [%] of the model that a finished run has saved, on the engine and with the border
   * of a configuration.
   */
  public double accuracy(MixedSignalConfig config, RunDirectory run) throws IOException {
    AnalogPart part = new AnalogPart(config);
    part.engine(); // Missing or not is known at once, the data take time.
    MixedSignalData data = MixedSignalData.load(config.data());
    if (config.training() == Training.DIGITAL) {
      return 100 * Evaluator.accuracy(NetworkFile.load(run.file(MODEL)), data.test());
    }
    if (config.training() == Training.JOINT) {
      ComputationGraph network = NetworkFile.load(run.file(MODEL));
      AnalogLayers.change(network.getLayer(JointNetwork.ANALOG), part::simulated);
      JointNetwork.setConverters(network, part.dac(), part.adc());
      return 100 * Evaluator.accuracy(network, data.test());
    }
    HybridModel model = HybridModel.load(run.file(MODEL));
    try (AnalogNetwork network = part.network(model.circuit())) {
      return 100 * part.evaluate(network, model.toVolts(data.test())).accuracy();
    }
  }

  /**
   * Mean power of the circuit that a finished run has saved, per inference, over the first test
   * images [W]; 0 if it has none.
   */
  public static double power(MixedSignalConfig config, Path run) throws IOException {
    if (config.training() == Training.DIGITAL) {
      return 0;
    }
    Samples test = MixedSignalData.find(config.data()).test();
    int images = Math.min(POWER_IMAGES, config.data().testImages());
    return TrainedSides.load(config, run.resolve(MODEL))
        .power(new AnalogPart(config), test.range(0, images))
        .total();
  }

  /** The test accuracy [%] in which a run ends, among the numbers that it reported. */
  public static double finalAccuracy(MixedSignalConfig config, List<Headline> headlines) {
    String label = finalLabel(config);
    return headlines.stream()
        .filter(h -> h.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + label + " among " + headlines))
        .ours();
  }

  private static String finalLabel(MixedSignalConfig config) {
    return switch (config.training()) {
      case DIGITAL -> CNN;
      case JOINT -> JOINT;
      case FROZEN, EMBEDDING -> config.inputRounds() > 0 ? FINAL : FIRST;
    };
  }
}
