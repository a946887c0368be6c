package org.eqprop4j.experiments.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.mixedsignal.MixedSignalConfig;
import org.eqprop4j.experiments.mixedsignal.MixedSignalExperiment;
import org.eqprop4j.experiments.mixedsignal.ModelSize;
import org.eqprop4j.experiments.report.ComparisonFigure;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.SweepStage;
import org.eqprop4j.experiments.sweep.SweepTable;

/**
 * Runs every combination of front-end, training, circuit size and seed, each in a directory of its
 * own under {@code runs}, several at once. A combination that was interrupted goes on where it was.
 */
public final class CompareExperiment implements Experiment<CompareConfig> {
  private static final String NAME = "compare";
  private static final SweepTable<Combination, Outcome> TABLE =
      new SweepTable<>(Combination.class, Outcome.class);

  /** What is drawn, each in a figure of its own. */
  private static final List<Measure> MEASURES =
      List.of(
          new Measure("accuracy", "test accuracy [%]", Outcome::accuracy),
          new Measure("digital-parameters", "digital parameters", Outcome::digitalParameters),
          new Measure("analog-parameters", "conductances", Outcome::analogParameters),
          new Measure(
              "digital-multiply-adds", "digital multiply-adds", Outcome::digitalMultiplyAdds),
          new Measure("analog-multiply-adds", "analog multiply-adds", Outcome::analogMultiplyAdds),
          new Measure("analog-power", "power of the circuit [uW]", o -> 1e6 * o.analogPower()),
          new Measure("seconds", "time of training [s]", Outcome::seconds));

  private final MixedSignalExperiment mixedSignal = new MixedSignalExperiment();

  /**
   * One of the things that runs are compared by.
   *
   * @param file name of its figure
   * @param quantity what the values are, with the unit
   */
  private record Measure(String file, String quantity, ToDoubleFunction<Outcome> of) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "front-ends by training by size of the circuit, several seeds, one table";
  }

  @Override
  public Class<CompareConfig> configType() {
    return CompareConfig.class;
  }

  @Override
  public void check(CompareConfig config) throws Exception {
    for (Combination combination : config.combinations()) {
      mixedSignal.check(config.of(combination));
    }
  }

  @Override
  public List<Headline> run(CompareConfig config, ExperimentContext context) throws Exception {
    RunDirectory run = context.directory();
    context.runStages(
        List.of(
            new SweepStage<>(
                NAME,
                run,
                config.threads(),
                TABLE,
                config.combinations(),
                combination -> measure(config.of(combination), combination, run))));
    Map<String, List<Outcome>> groups = new LinkedHashMap<>();
    for (Row<Combination, Outcome> row : TABLE.read(SweepStage.file(run, NAME))) {
      Combination c = row.point();
      String label =
          c.frontEnd() + ", " + c.training().name().toLowerCase(Locale.ROOT) + ", " + c.hidden();
      groups.computeIfAbsent(label, l -> new ArrayList<>()).add(row.measured());
    }
    for (Measure measure : MEASURES) {
      Map<String, List<Double>> values = new LinkedHashMap<>();
      groups.forEach(
          (label, outcomes) ->
              values.put(label, outcomes.stream().map(measure.of()::applyAsDouble).toList()));
      String file = NAME + "-" + measure.file() + ".svg";
      ComparisonFigure.draw(measure.quantity(), values, run.plots().resolve(file));
    }
    return groups.entrySet().stream()
        .map(g -> new Headline(g.getKey(), null, meanAccuracy(g.getValue()), "%"))
        .toList();
  }

  private static double meanAccuracy(List<Outcome> outcomes) {
    return outcomes.stream().mapToDouble(Outcome::accuracy).average().orElseThrow();
  }

  private static Outcome measure(
      MixedSignalConfig config, Combination combination, RunDirectory run) throws Exception {
    NestedRun own = NestedRun.of(run, combination.directory(), config);
    ModelSize size = ModelSize.of(config);
    return new Outcome(
        own.accuracy(config),
        size.digitalParameters(),
        size.analogParameters(),
        size.digitalMultiplyAdds(),
        size.analogMultiplyAdds(),
        MixedSignalExperiment.power(config, NestedRun.directory(run, combination.directory())),
        own.seconds());
  }

  @Override
  public List<Headline> evaluate(CompareConfig config, RunDirectory run) {
    throw new ConfigException("a comparison has no model; evaluate one of " + run.file("runs"));
  }
}
