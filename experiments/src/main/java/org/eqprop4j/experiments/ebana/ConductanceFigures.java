package org.eqprop4j.experiments.ebana;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.eqprop4j.experiments.ebana.IrisConductanceExperiment.Outcome;
import org.eqprop4j.experiments.ebana.IrisConductanceExperiment.Run;
import org.eqprop4j.experiments.ebana.TrainingHistory.Bin;
import org.eqprop4j.experiments.ebana.TrainingHistory.Count;
import org.eqprop4j.experiments.ebana.TrainingHistory.Epoch;
import org.eqprop4j.experiments.ebana.TrainingHistory.Measured;
import org.eqprop4j.experiments.ebana.TrainingHistory.Quantity;
import org.eqprop4j.experiments.report.LineFigure;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.Shares;
import org.eqprop4j.experiments.sweep.Spread;

/** Figure 8 of Watfa et al. (2023), each curve the mean over all runs of a variant. */
final class ConductanceFigures {
  private final IrisConductanceConfig config;
  private final RunDirectory run;

  /**
   * A variant of the paper.
   *
   * @param name what it is called in figures and results
   * @param published its accuracy in the paper [%]
   */
  record Shown(String name, ConductanceVariant variant, double published) {}

  ConductanceFigures(IrisConductanceConfig config, RunDirectory run) {
    this.config = config;
    this.run = run;
  }

  /** The three variants of the paper, the one of small conductances first. */
  static List<Shown> shown(IrisConductanceConfig config) {
    double factor = config.factor();
    return List.of(
        new Shown("base", ConductanceVariant.BASE, 100),
        new Shown("scaled", new ConductanceVariant(factor, 0), 93),
        new Shown("scaled, bias moved", new ConductanceVariant(factor, config.biasShift()), 100));
  }

  /** Draws loss, accuracy, power, voltages and conductances of the variants. */
  List<Path> draw() throws IOException {
    List<Path> files = new ArrayList<>();
    LineFigure loss = new LineFigure("Loss", "epoch", "loss").logarithmicY();
    LineFigure accuracy = new LineFigure("Accuracy", "epoch", "accuracy [%]");
    LineFigure power = new LineFigure("Power", "epoch", "power [W]").logarithmicY();
    LineFigure diodes = new LineFigure("Power in diodes", "epoch", "of all power [%]");
    LineFigure volts =
        new LineFigure("Voltages at the amplifiers' inputs", "voltage [V]", "share [%]")
            .domain(-config.circuit().voltageRange(), config.circuit().voltageRange());
    LineFigure siemens =
        new LineFigure("Conductances", "conductance [S]", "share [%]").logarithmicX();
    for (Shown shown : shown(config)) {
      String name = shown.name();
      Map<Epoch, List<Measured>> epochs = epochs(shown.variant());
      curve(loss, name + ", training", epochs, Measured::trainLoss);
      curve(loss, name + ", test", epochs, Measured::testLoss);
      curve(accuracy, name + ", training", epochs, m -> 100 * m.trainAccuracy());
      curve(accuracy, name + ", test", epochs, m -> 100 * m.testAccuracy());
      curve(power, name, epochs, Measured::power);
      curve(diodes, name, epochs, m -> 100 * m.diodes() / m.power());
      histogram(volts, name, shown.variant(), Quantity.VOLTAGE);
      histogram(siemens, name + ", hidden", shown.variant(), Quantity.HIDDEN);
      histogram(siemens, name + ", output", shown.variant(), Quantity.OUTPUT);
    }
    files.add(loss.save(plot("loss")));
    files.add(accuracy.save(plot("accuracy")));
    files.add(volts.save(plot("voltages")));
    files.add(siemens.save(plot("conductances")));
    files.add(power.save(plot("power")));
    files.add(diodes.save(plot("diodes")));
    return files;
  }

  /** Draws what moving the diodes' bias does to the accuracy. */
  Path drawShifts(List<Row<Run, Outcome>> rows) throws IOException {
    List<Double> shifts = config.biasShifts().stream().sorted().toList();
    List<Spread> test =
        shifts.stream()
            .map(shift -> new ConductanceVariant(config.factor(), shift))
            .map(variant -> testAccuracy(rows, variant))
            .toList();
    Spread base = testAccuracy(rows, ConductanceVariant.BASE);
    double[] x = Shares.array(shifts);
    return new LineFigure(
            "Accuracy with larger conductances", "bias moved by [V]", "test accuracy [%]")
        .line("mean", x, test.stream().mapToDouble(Spread::mean).toArray())
        .line("least", x, test.stream().mapToDouble(Spread::least).toArray())
        .line("base, mean", x, shifts.stream().mapToDouble(s -> base.mean()).toArray())
        .save(plot("shifts"));
  }

  /** How the test accuracy of a variant is spread [%]. */
  private static Spread testAccuracy(List<Row<Run, Outcome>> rows, ConductanceVariant variant) {
    return Spread.of(
        rows.stream().filter(row -> row.point().variant().equals(variant)).toList(),
        row -> 100 * row.measured().testAccuracy());
  }

  private Path plot(String name) {
    return run.plots().resolve("iris-conductance-" + name + ".png");
  }

  private Map<Epoch, List<Measured>> epochs(ConductanceVariant variant) throws IOException {
    Map<Epoch, List<Measured>> epochs = new TreeMap<>(Comparator.comparing(Epoch::epoch));
    for (Run point : runs(variant)) {
      TrainingHistory.EPOCHS
          .read(IrisConductanceExperiment.epochs(run, point))
          .forEach(
              row ->
                  epochs.computeIfAbsent(row.point(), e -> new ArrayList<>()).add(row.measured()));
    }
    return epochs;
  }

  private List<Run> runs(ConductanceVariant variant) {
    List<Run> runs = new ArrayList<>();
    for (int n = 0; n < config.runs(); n++) {
      runs.add(new Run(variant.factor(), variant.biasShift(), config.seed() + n));
    }
    return runs;
  }

  private static void curve(
      LineFigure figure,
      String name,
      Map<Epoch, List<Measured>> epochs,
      ToDoubleFunction<Measured> value) {
    figure.line(
        name,
        epochs.keySet().stream().mapToDouble(Epoch::epoch).toArray(),
        epochs.values().stream().mapToDouble(all -> Spread.of(all, value).mean()).toArray());
  }

  private void histogram(
      LineFigure figure, String name, ConductanceVariant variant, Quantity quantity)
      throws IOException {
    Map<Double, Double> shares = new TreeMap<>();
    for (Run point : runs(variant)) {
      for (Row<Bin, Count> row :
          TrainingHistory.HISTOGRAMS.read(IrisConductanceExperiment.histograms(run, point))) {
        if (row.point().quantity() == quantity) {
          shares.merge(
              row.point().middle(), 100 * row.measured().share() / config.runs(), Double::sum);
        }
      }
    }
    figure.line(name, Shares.array(shares.keySet()), Shares.array(shares.values()));
  }
}
