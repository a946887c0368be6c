package org.eqprop4j.experiments.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.worker.IsolatedEngine;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.spice.SpiceNetlist;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.Evaluation;
import org.eqprop4j.analog.train.loss.Loss;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.bridge.HybridNetlist;
import org.eqprop4j.data.DataException;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.csv.Task;
import org.eqprop4j.data.files.AtomicFiles;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.config.ConfigLoader;
import org.eqprop4j.experiments.config.Description;
import org.eqprop4j.experiments.config.InvalidValueException;
import org.eqprop4j.experiments.report.ConfusionMatrix;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.report.RunReport;
import org.eqprop4j.experiments.report.Summary;
import org.eqprop4j.experiments.run.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains a described circuit on any labelled data. */
public final class TrainExperiment implements Experiment<TrainConfig> {
  static final String NAME = "train";

  /** The trained circuit in the run's directory, see {@link TrainedModel}. */
  static final String MODEL = "model.zip";

  private static final Logger LOG = LoggerFactory.getLogger(TrainExperiment.class);
  private static final String EXPLICIT_MODEL = "model.yaml";

  /** Data are read once for a run: a million rows take a while. */
  private TrainData loaded;

  private TrainConfig loadedFor;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "a circuit of your own on data of your own, see eqprop train --help";
  }

  @Override
  public Class<TrainConfig> configType() {
    return TrainConfig.class;
  }

  /** Reads the data and builds the circuit: whatever is wrong with them is said before a run. */
  @Override
  public void check(TrainConfig config) throws Exception {
    Networks.requireTrainable(config);
    TrainData data = data(config);
    requireLoss(data, config.training().loss(), "training.loss");
    Model model = model(config, data);
    for (String layer : config.training().rates().layers()) {
      if (model.circuit().parameters().stream().noneMatch(p -> p.name().equals(layer))) {
        throw new ConfigException(
            "training.learningRates = "
                + layer
                + ": expected a layer with parameters, one of "
                + String.join(
                    ", ", model.circuit().parameters().stream().map(p -> p.name()).toList()));
      }
    }
  }

  /** Refuses a loss that does not go with the task. */
  static void requireLoss(TrainData data, Description loss, String key) {
    boolean values = data.encoding().task() == Task.VALUES;
    if (values && !(loss.as(Loss.class, key) instanceof MeanSquaredError)) {
      throw new ConfigException(
          key
              + " = "
              + loss.tree()
              + ": expected {type: mean-squared-error} for data.task = values");
    }
  }

  private TrainData data(TrainConfig config) throws IOException {
    if (!config.equals(loadedFor)) {
      loaded = DataSource.load(config.data(), config.seed());
      loadedFor = config;
    }
    return loaded;
  }

  private static Model model(TrainConfig config, TrainData data) {
    return model(config.layers(), data, config.seed());
  }

  /** The circuit of a description, or the refusal of one that does not fit the data. */
  static Model model(LayerList layers, TrainData data, long seed) {
    try {
      return layers.build(data.sizes(), seed);
    } catch (InvalidValueException e) {
      throw new ConfigException(e.getMessage(), e);
    }
  }

  @Override
  public List<Headline> run(TrainConfig config, ExperimentContext context) throws Exception {
    TrainData data = data(config);
    requireUnchanged(data, context.directory());
    for (Map.Entry<String, String> file : data.hashes().entrySet()) {
      context.provenance().data(file.getKey(), file.getValue());
    }
    context.provenance().seed("all", config.seed());
    Engine engine = Networks.trainingEngine(config, data);
    context.provenance().engine(engine.name(), engine.version(), engine instanceof IsolatedEngine);
    data.warnings().forEach(LOG::warn);
    TrainedModel fresh = TrainedModel.fresh(model(config, data), data, config.scaling());
    writeExplicit(config, data, context.directory());
    LOG.info("{}", fresh.circuit().summary());
    context.runStages(List.of(new CircuitStage(config, data, fresh, context.directory())));

    TrainedModel trained =
        TrainedModel.load(CircuitStage.circuit(context.result(CircuitStage.NAME)));
    trained.save(context.directory().file(MODEL));
    List<Headline> headlines = new ArrayList<>();
    try (AnalogNetwork network = Networks.of(config, trained.circuit(), engine)) {
      headlines.addAll(headlines(config, network, trained, data.train(), "training"));
      headlines.addAll(headlines(config, network, trained, data.validation(), "validation"));
      headlines.addAll(headlines(config, network, trained, data.test(), "test"));
      Samples shown = data.test().size() > 0 ? data.test() : data.train();
      if (trained.encoding().task() == Task.CLASSES) {
        writeConfusion(
            context.directory(),
            trained.encoding().classes(),
            Scores.of(network, trained, trained.prepare(shown)).evaluation().orElseThrow());
      }
    }
    return headlines;
  }

  private static void requireUnchanged(TrainData data, RunDirectory run) throws IOException {
    for (Map.Entry<String, String> file : data.hashes().entrySet()) {
      Optional<String> before = run.provenance().sha256(file.getKey());
      if (before.isPresent() && !before.get().equals(file.getValue())) {
        throw new DataException(
            file.getKey()
                + ": has changed since the run began, expected content with SHA-256 "
                + before.get()
                + ", found "
                + file.getValue());
      }
    }
  }

  /** The model with names, wiring and sizes, to go on from by hand. */
  private static void writeExplicit(TrainConfig config, TrainData data, RunDirectory run)
      throws IOException {
    AtomicFiles.text(
        run.file(EXPLICIT_MODEL),
        ConfigLoader.toYaml(new ModelConfig(config.layers().explicit(data.sizes()))));
  }

  private static List<Headline> headlines(
      TrainConfig config, AnalogNetwork network, TrainedModel model, Samples raw, String part) {
    if (raw.size() == 0) {
      return List.of();
    }
    Samples prepared = model.prepare(raw);
    if (model.encoding().task() == Task.CLASSES) {
      double accuracy = Scores.of(network, model, prepared).evaluation().orElseThrow().accuracy();
      return List.of(new Headline(part + " accuracy", null, 100 * accuracy, "%"));
    }
    MeanSquaredError loss = (MeanSquaredError) config.training().newLoss();
    float[] predicted = Predictions.of(network, prepared).values(model, loss);
    return List.of(
        new Headline(part + " root mean square error", null, rootMeanSquare(raw, predicted), ""));
  }

  private static double rootMeanSquare(Samples raw, float[] predicted) {
    double squares = 0;
    for (int i = 0; i < predicted.length; i++) {
      squares += Math.pow(predicted[i] - raw.targets()[i], 2);
    }
    return Math.sqrt(squares / predicted.length);
  }

  private static void writeConfusion(RunDirectory run, List<String> classes, Evaluation evaluation)
      throws IOException {
    // Names come from data: what would break the table is replaced.
    List<String> names = classes.stream().map(name -> name.replaceAll("[,\\r\\n]", " ")).toList();
    ConfusionMatrix.of(names, evaluation.confusion())
        .write(RunReport.confusionFile(run, CircuitStage.NAME));
  }

  @Override
  public List<Headline> evaluate(TrainConfig config, RunDirectory run) throws Exception {
    Engines.named(config.engine()); // Missing or not is known at once, the data take time.
    TrainedModel model = TrainedModel.load(run.file(MODEL));
    TrainData data = data(config);
    requireUnchanged(data, run);
    List<Headline> reported = Summary.read(run.summary()).headlines();
    try (AnalogNetwork network =
        Networks.of(config, model.circuit(), Networks.engine(config, data.test().size()))) {
      Samples samples = data.test().size() > 0 ? data.test() : data.train();
      String part = data.test().size() > 0 ? "test" : "training";
      return headlines(config, network, model, samples, part).stream()
          .map(h -> new Headline(h.label(), reported(reported, h.label()), h.ours(), h.unit()))
          .toList();
    }
  }

  private static Double reported(List<Headline> all, String label) {
    return all.stream()
        .filter(h -> h.label().equals(label))
        .map(Headline::ours)
        .findFirst()
        .orElse(null);
  }

  @Override
  public SpiceNetlist netlist(TrainConfig config, RunDirectory run, int samples)
      throws IOException {
    TrainData data = data(config);
    requireUnchanged(data, run);
    Samples from = data.test().size() > 0 ? data.test() : data.train();
    if (samples > from.size()) {
      throw new ConfigException(
          "--samples " + samples + ": expected at most the " + from.size() + " test samples");
    }
    TrainedModel model = TrainedModel.load(run.file(MODEL));
    Samples volts = model.prepare(from.range(0, samples));
    return model.encoding().task() == Task.CLASSES
        ? HybridNetlist.of(model.circuit(), volts, model.encoding().classes())
        : ModelNetlist.of(model.circuit(), volts);
  }

  /** The file of a model alone. */
  private record ModelConfig(List<ObjectNode> layers) {}
}
