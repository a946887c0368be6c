package org.eqprop4j.experiments.ebana;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.PiecewiseLinearDiode;
import org.eqprop4j.experiments.ebana.IrisConductanceConfig.LoadLinesConfig;
import org.eqprop4j.experiments.report.LineFigure;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.SweepTable;

/**
 * Figure 7 of Watfa et al. (2023): where the law of a diode meets the load lines of circuits with
 * different resistances, for a real and for an ideal diode.
 */
final class OperatingPointFigure {
  private static final int STEPS = 400;

  /** What stands for 0 and for infinity in the ideal diode [ohm]. */
  private static final double IDEAL_ON = 1e-6;

  private static final double IDEAL_OFF = 1e15;

  /** Which diode. */
  enum Device {
    /** The one of the circuit. */
    REAL,
    /** One that keeps its voltage whatever the current. */
    IDEAL
  }

  /**
   * A diode in a circuit.
   *
   * @param ohms Thevenin resistance [ohm]
   */
  record Place(Device device, double ohms) {}

  /**
   * Where they meet.
   *
   * @param drop [V]
   * @param current [A]
   */
  record OperatingPoint(double drop, double current) {}

  /** The table of operating points. */
  static final SweepTable<Place, OperatingPoint> TABLE =
      new SweepTable<>(Place.class, OperatingPoint.class);

  private final LoadLinesConfig config;
  private final DiodeModel real;
  private final DiodeModel ideal;

  OperatingPointFigure(LoadLinesConfig config, DiodeModel real) {
    this.config = config;
    this.real = real;
    this.ideal = new PiecewiseLinearDiode(config.threshold(), IDEAL_ON, IDEAL_OFF);
  }

  /** Writes the operating points of both diodes at every resistance. */
  void write(RunDirectory run) throws IOException {
    List<Row<Place, OperatingPoint>> rows = new ArrayList<>();
    for (Device device : Device.values()) {
      for (double ohms : config.ohms()) {
        LoadLine line = new LoadLine(config.volts(), ohms);
        double drop = line.operatingPoint(device == Device.REAL ? real : ideal);
        rows.add(new Row<>(new Place(device, ohms), new OperatingPoint(drop, line.current(drop))));
      }
    }
    TABLE.write(file(run), rows);
  }

  private static Path file(RunDirectory run) {
    return run.file("operating-points.csv");
  }

  /** Draws the laws, the load lines and the operating points. */
  Path draw(RunDirectory run) throws IOException {
    double[] drops =
        IntStream.rangeClosed(1, STEPS).mapToDouble(i -> config.volts() * i / STEPS).toArray();
    List<Row<Place, OperatingPoint>> rows = TABLE.read(file(run));
    double largest = rows.stream().mapToDouble(r -> r.measured().current()).max().orElseThrow();
    double least = rows.stream().mapToDouble(r -> r.measured().current()).min().orElseThrow();
    LineFigure figure =
        new LineFigure("Operating points", "drop [V]", "current [A]")
            .logarithmicY()
            .range(least / 10, largest * 10)
            .line("real diode", drops, Arrays.stream(drops).map(real::current).toArray())
            .line(
                "ideal diode",
                new double[] {config.threshold(), config.threshold()},
                new double[] {least / 10, largest * 10});
    for (double ohms : config.ohms()) {
      LoadLine line = new LoadLine(config.volts(), ohms);
      figure.line(
          String.format(Locale.ROOT, "%.0f ohm", ohms),
          drops,
          Arrays.stream(drops).map(line::current).toArray());
    }
    for (Device device : Device.values()) {
      List<OperatingPoint> points =
          rows.stream().filter(r -> r.point().device() == device).map(Row::measured).toList();
      figure.points(
          "points, " + device.name().toLowerCase(Locale.ROOT),
          points.stream().mapToDouble(OperatingPoint::drop).toArray(),
          points.stream().mapToDouble(OperatingPoint::current).toArray());
    }
    return figure.save(run.plots().resolve("iris-conductance-operating-points.png"));
  }
}
