package org.eqprop4j.experiments.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.report.ComparisonFigure;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.report.LineFigure;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.SweepStage;
import org.eqprop4j.experiments.sweep.SweepTable;

/**
 * Power of every class of element in the free and the nudged phase, and which of them a learning
 * rule leaves out: what Kiraz et al. (2023) ask for in their section IV.
 */
public final class PowerAuditExperiment implements Experiment<PowerAuditConfig> {
  private static final String POWERS = "powers";
  private static final String DERIVATIVES = "derivatives";

  /** The phases whose power is measured. */
  enum MeasuredPhase {
    /** Nothing is injected. */
    FREE,
    /** Nudged toward the targets. */
    NUDGED
  }

  /**
   * A phase of a circuit.
   *
   * @param initialisation number of the random start, from 1
   */
  record PhasePoint(int initialisation, MeasuredPhase phase) {}

  /**
   * A conductance of a circuit.
   *
   * @param initialisation number of the random start, from 1
   * @param index in its layer
   */
  record ConductancePoint(int initialisation, String layer, int index) {}

  private static final SweepTable<PhasePoint, Powers> POWER_TABLE =
      new SweepTable<>(PhasePoint.class, Powers.class);
  private static final SweepTable<ConductancePoint, Derivatives> DERIVATIVE_TABLE =
      new SweepTable<>(ConductancePoint.class, Derivatives.class);

  @Override
  public String name() {
    return "power-audit";
  }

  @Override
  public String description() {
    return "Power by class of element, and what learning rules leave out of it"
        + " (answers Kiraz et al. 2023)";
  }

  @Override
  public Class<PowerAuditConfig> configType() {
    return PowerAuditConfig.class;
  }

  @Override
  public void check(PowerAuditConfig config) throws IOException {
    Subject.of(config);
  }

  @Override
  public List<Headline> run(PowerAuditConfig config, ExperimentContext context) throws Exception {
    context.provenance().seed("all", config.seed());
    Engine engine = Engines.named("builtin");
    context.provenance().engine(engine.name(), engine.version(), false);
    RunDirectory run = context.directory();
    Subject subject = Subject.of(config);
    Circuit circuit = subject.circuits().apply(config.seed()).circuit();
    context.runStages(
        List.of(
            new SweepStage<>(
                POWERS,
                run,
                config.threads(),
                POWER_TABLE,
                phases(config),
                point -> powers(config, subject, point)),
            new SweepStage<>(
                DERIVATIVES,
                run,
                config.threads(),
                DERIVATIVE_TABLE,
                conductances(config, circuit),
                point -> derivatives(config, subject, point))));
    return headlines(run);
  }

  private static List<PhasePoint> phases(PowerAuditConfig config) {
    List<PhasePoint> points = new ArrayList<>();
    for (int n = 1; n <= config.initialisations(); n++) {
      for (MeasuredPhase phase : MeasuredPhase.values()) {
        points.add(new PhasePoint(n, phase));
      }
    }
    return points;
  }

  private static List<ConductancePoint> conductances(PowerAuditConfig config, Circuit circuit) {
    List<ConductancePoint> points = new ArrayList<>();
    for (int n = 1; n <= config.initialisations(); n++) {
      for (int index : Audit.conductances(circuit, config.conductances())) {
        Parameter of =
            circuit.parameters().stream()
                .filter(p -> p.offset() <= index && index < p.end())
                .findFirst()
                .orElseThrow();
        points.add(new ConductancePoint(n, of.name(), index - of.offset()));
      }
    }
    return points;
  }

  private static Powers powers(PowerAuditConfig config, Subject subject, PhasePoint point) {
    try (Audit audit = new Audit(subject, config.seed() + point.initialisation())) {
      return switch (point.phase()) {
        case FREE -> audit.freePowers();
        case NUDGED -> audit.nudgedPowers();
      };
    }
  }

  private static Derivatives derivatives(
      PowerAuditConfig config, Subject subject, ConductancePoint point) {
    try (Audit audit = new Audit(subject, config.seed() + point.initialisation())) {
      return audit.at(point.layer(), point.index());
    }
  }

  /** How each rule compares in every initialisation. */
  private static Map<LearningRule, List<Match>> matches(RunDirectory run) throws IOException {
    Map<Integer, List<Derivatives>> starts = new LinkedHashMap<>();
    for (Row<ConductancePoint, Derivatives> row : rows(run)) {
      starts
          .computeIfAbsent(row.point().initialisation(), n -> new ArrayList<>())
          .add(row.measured());
    }
    Map<LearningRule, List<Match>> matches = new LinkedHashMap<>();
    for (LearningRule rule : LearningRule.values()) {
      matches.put(rule, starts.values().stream().map(s -> Match.of(rule, s)).toList());
    }
    return matches;
  }

  private static List<Row<ConductancePoint, Derivatives>> rows(RunDirectory run)
      throws IOException {
    return DERIVATIVE_TABLE.read(SweepStage.file(run, DERIVATIVES));
  }

  private static List<Headline> headlines(RunDirectory run) throws IOException {
    List<Headline> headlines = new ArrayList<>();
    for (Map.Entry<LearningRule, List<Match>> entry : matches(run).entrySet()) {
      String label = entry.getKey().label();
      headlines.add(
          new Headline(label + ", cosine, mean", null, mean(entry.getValue(), Match::cosine), ""));
      headlines.add(
          new Headline(
              label + ", cosine, least",
              null,
              entry.getValue().stream().mapToDouble(Match::cosine).min().orElseThrow(),
              ""));
      headlines.add(
          new Headline(label + ", left out", null, mean(entry.getValue(), Match::leftOut), "%"));
    }
    headlines.add(
        new Headline(
            "largest difference of power delivered and heat",
            null,
            POWER_TABLE.read(SweepStage.file(run, POWERS)).stream()
                .mapToDouble(row -> 1e6 * Math.abs(row.measured().imbalance()))
                .max()
                .orElseThrow(),
            "ppm"));
    return headlines;
  }

  private static double mean(List<Match> matches, ToDoubleFunction<Match> value) {
    return matches.stream().mapToDouble(value).average().orElseThrow();
  }

  @Override
  public List<Path> draw(PowerAuditConfig config, RunDirectory run) throws Exception {
    Path left = run.plots().resolve("power-audit-left-out.svg");
    Map<String, List<Double>> groups = new LinkedHashMap<>();
    matches(run)
        .forEach((rule, m) -> groups.put(rule.label(), m.stream().map(Match::leftOut).toList()));
    ComparisonFigure.draw("left out of the gradient [%]", groups, left);
    return List.of(left, drawDerivatives(run));
  }

  /** The derivatives of the first start, conductance by conductance. */
  private static Path drawDerivatives(RunDirectory run) throws IOException {
    List<Derivatives> first =
        rows(run).stream()
            .filter(row -> row.point().initialisation() == 1)
            .map(Row::measured)
            .toList();
    LineFigure figure =
        new LineFigure("First start: variation of pseudo-power", "conductance", "derivative [1/S]");
    line(figure, "resistors", first, Derivatives::resistors);
    line(figure, "diodes", first, Derivatives::diodes);
    line(figure, "amplifiers", first, Derivatives::amplifiers);
    line(figure, "sources", first, Derivatives::sources);
    line(figure, "all", first, LearningRule.PSEUDO_POWER::estimate);
    line(figure, "EqProp gradient", first, Derivatives::eqprop);
    return figure.save(run.plots().resolve("power-audit-derivatives.png"));
  }

  private static void line(
      LineFigure figure,
      String name,
      List<Derivatives> derivatives,
      ToDoubleFunction<Derivatives> value) {
    figure.line(
        name,
        IntStream.rangeClosed(1, derivatives.size()).mapToDouble(i -> i).toArray(),
        derivatives.stream().mapToDouble(value).toArray());
  }
}
