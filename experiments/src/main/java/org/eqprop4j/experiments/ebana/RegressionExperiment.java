package org.eqprop4j.experiments.ebana;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.ebana.RegressionStage.Epoch;
import org.eqprop4j.experiments.ebana.RegressionStage.Fitted;
import org.eqprop4j.experiments.ebana.RegressionStage.Sample;
import org.eqprop4j.experiments.ebana.RegressionStage.State;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.report.LineFigure;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.sweep.Row;

/**
 * Section 2.4 of Watfa et al. (2023), Figures 2 and 3: a circuit of two conductances and a diode
 * learns a bent line, and how its energy changes meanwhile.
 */
public final class RegressionExperiment implements Experiment<RegressionConfig> {
  private static final int LEVELS = 12;

  @Override
  public String name() {
    return "regression-landscape";
  }

  @Override
  public String description() {
    return "Two conductances and a diode learn a bent line; their energy before, during and after"
        + " (Watfa et al. 2023, section 2.4)";
  }

  @Override
  public Class<RegressionConfig> configType() {
    return RegressionConfig.class;
  }

  @Override
  public List<Headline> run(RegressionConfig config, ExperimentContext context) throws Exception {
    Engine engine = Engines.named("builtin");
    context.provenance().seed("all", config.seed());
    context.provenance().engine(engine.name(), engine.version(), false);
    context.runStages(List.of(new RegressionStage(config, context.directory())));
    List<Row<Epoch, Fitted>> epochs =
        RegressionStage.EPOCHS.read(RegressionStage.epochsFile(context.directory()));
    Fitted first = epochs.get(0).measured();
    Fitted last = epochs.get(epochs.size() - 1).measured();
    return List.of(
        new Headline("distance from the line before, rms", null, 1e3 * first.error(), "mV"),
        new Headline("after", null, 1e3 * last.error(), "mV"),
        new Headline("noise of the line", null, 1e3 * config.data().noise(), "mV"),
        new Headline("G1", null, 1e6 * last.inputConductance(), "uS"),
        new Headline("G1 of the line", null, 1e6 * config.data().inputConductance(), "uS"),
        new Headline("G2", null, 1e6 * last.biasConductance(), "uS"),
        new Headline("G2 of the line", null, 1e6 * config.data().biasConductance(), "uS"));
  }

  @Override
  public List<Path> draw(RegressionConfig config, RunDirectory run) throws IOException {
    List<Row<Sample, State>> states = RegressionStage.STATES.read(RegressionStage.statesFile(run));
    List<Path> files = new ArrayList<>();
    files.add(drawLine(config, states, run));
    for (int epoch : config.snapshots()) {
      files.add(drawSurface(config, at(states, epoch), epoch, run));
    }
    files.add(drawConductances(config, run));
    return files;
  }

  private static List<Row<Sample, State>> at(List<Row<Sample, State>> states, int epoch) {
    return states.stream().filter(row -> row.point().epoch() == epoch).toList();
  }

  private static Path drawLine(
      RegressionConfig config, List<Row<Sample, State>> states, RunDirectory run)
      throws IOException {
    LineFigure figure = new LineFigure("The line", "input [V]", "output [V]");
    List<Row<Sample, State>> samples = at(states, config.snapshots().get(0));
    figure.points("data", inputs(samples), values(samples, row -> row.point().target()));
    for (int epoch : config.snapshots()) {
      List<Row<Sample, State>> answers = at(states, epoch);
      figure.line(
          "after " + epoch + " epochs",
          inputs(answers),
          values(answers, row -> row.measured().state()));
    }
    return figure.save(run.plots().resolve("regression-landscape-line.png"));
  }

  private static Path drawSurface(
      RegressionConfig config, List<Row<Sample, State>> states, int epoch, RunDirectory run)
      throws IOException {
    NavigableMap<Double, NavigableMap<Double, Double>> heights = new TreeMap<>();
    double largest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (Row<RegressionStage.Place, RegressionStage.Height> row :
        RegressionStage.SURFACES.read(RegressionStage.surfacesFile(run))) {
      if (row.point().epoch() == epoch) {
        double energy = row.measured().energy();
        heights
            .computeIfAbsent(row.point().input(), input -> new TreeMap<>())
            .put(row.point().output(), energy);
        largest = Math.max(largest, energy);
        least = Math.min(least, energy);
      }
    }
    LineFigure figure =
        new LineFigure("Energy after " + epoch + " epochs", "input [V]", "output [V]")
            .domain(config.data().low(), config.data().high())
            .range(config.grid().outputLow(), config.grid().outputHigh())
            .points("desired", inputs(states), values(states, row -> row.point().target()))
            .points("states", inputs(states), values(states, row -> row.measured().state()));
    ConvexLevels levels = new ConvexLevels(heights);
    for (int k = 1; k < LEVELS; k++) {
      // The energy is nearly quadratic: so the lines are at nearly equal distances.
      double part = (double) k * k / (LEVELS * LEVELS);
      for (List<ConvexLevels.Point> line : levels.at(least + part * (largest - least))) {
        figure.contour(values(line, ConvexLevels.Point::x), values(line, ConvexLevels.Point::y));
      }
    }
    return figure.save(run.plots().resolve("regression-landscape-energy-" + epoch + ".png"));
  }

  private static Path drawConductances(RegressionConfig config, RunDirectory run)
      throws IOException {
    List<Row<Epoch, Fitted>> rows = RegressionStage.EPOCHS.read(RegressionStage.epochsFile(run));
    double[] epochs = values(rows, row -> row.point().epoch());
    double[] ends = {0, config.training().epochs()};
    double g1 = 1e6 * config.data().inputConductance();
    double g2 = 1e6 * config.data().biasConductance();
    return new LineFigure("Conductances", "epoch", "conductance [uS]")
        .line("G1", epochs, values(rows, row -> 1e6 * row.measured().inputConductance()))
        .line("G2", epochs, values(rows, row -> 1e6 * row.measured().biasConductance()))
        .line("G1 of the line", ends, new double[] {g1, g1})
        .line("G2 of the line", ends, new double[] {g2, g2})
        .save(run.plots().resolve("regression-landscape-conductances.png"));
  }

  private static double[] inputs(List<Row<Sample, State>> rows) {
    return values(rows, row -> row.point().input());
  }

  private static <R> double[] values(List<R> rows, ToDoubleFunction<R> value) {
    return rows.stream().mapToDouble(value).toArray();
  }
}
