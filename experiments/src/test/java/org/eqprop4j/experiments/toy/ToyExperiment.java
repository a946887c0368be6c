package org.eqprop4j.experiments.toy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.report.ConfusionMatrix;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.report.RunReport;
import org.eqprop4j.experiments.run.RunDirectory;
import org.slf4j.LoggerFactory;

/** Two random walks, the second from where the first ends. */
public final class ToyExperiment implements Experiment<ToyConfig> {
  @Override
  public String name() {
    return "toy";
  }

  @Override
  public String description() {
    return "Two random walks";
  }

  @Override
  public Class<ToyConfig> configType() {
    return ToyConfig.class;
  }

  @Override
  public List<Headline> run(ToyConfig config, ExperimentContext context) throws Exception {
    LoggerFactory.getLogger(ToyExperiment.class).warn("this is a toy");
    context.provenance().seed("walk", config.seed());
    context.runStages(
        List.of(new WalkStage("first", null, config), new WalkStage("second", "first", config)));
    Path model = context.directory().file("model.txt");
    Files.copy(
        context.result("second").resolve(WalkStage.FILE),
        model,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    ConfusionMatrix confusion = new ConfusionMatrix(List.of("left", "right"));
    confusion.add(0, 1);
    confusion.write(RunReport.confusionFile(context.directory(), "walk"));
    return List.of(new Headline("end of the walk", 0.5, read(model), "m"));
  }

  @Override
  public List<Headline> evaluate(ToyConfig config, RunDirectory run) throws Exception {
    double end = read(run.file("model.txt"));
    return List.of(new Headline("end of the walk", end, end, "m"));
  }

  private static double read(Path file) throws IOException {
    return Double.parseDouble(Files.readString(file));
  }
}
