package org.eqprop4j.experiments.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eqprop4j.experiments.run.Metric;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws loss and accuracy of each stage over its epochs. */
final class LearningCurves {
  private static final int MOST_POINTS_WITH_MARKERS = 60;

  private LearningCurves() {}

  /**
   * Draws one plot for each stage and kind of metric of which there are two values or more.
   *
   * @return the files, in the order of the stages
   */
  static List<Path> draw(List<Metric> metrics, Path directory) throws IOException {
    Map<String, List<Metric>> byStage = new LinkedHashMap<>();
    metrics.forEach(m -> byStage.computeIfAbsent(m.stage(), s -> new ArrayList<>()).add(m));
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, List<Metric>> stage : byStage.entrySet()) {
      draw(stage.getKey(), "loss", 1, stage.getValue(), directory, files);
      draw(stage.getKey(), "accuracy", 100, stage.getValue(), directory, files);
    }
    return files;
  }

  private static void draw(
      String stage,
      String kind,
      double factor,
      List<Metric> metrics,
      Path directory,
      List<Path> files)
      throws IOException {
    Map<String, List<Metric>> byName = new LinkedHashMap<>();
    metrics.stream()
        // XChart cannot draw what is not finite; the CSV file shows it.
        .filter(m -> m.name().endsWith(kind) && Double.isFinite(m.value()))
        .forEach(m -> byName.computeIfAbsent(m.name(), n -> new ArrayList<>()).add(m));
    if (byName.values().stream().allMatch(points -> points.size() == 1)) {
      return; // One point is no curve.
    }
    XYChart chart =
        new XYChartBuilder()
            .width(640)
            .height(400)
            .title(stage)
            .xAxisTitle("epoch")
            .yAxisTitle(factor == 1 ? kind : kind + " [%]")
            .build();
    Plots.style(chart.getStyler());
    chart
        .getStyler()
        .setSeriesColors(Plots.COLOURS)
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendLayout(LegendLayout.Horizontal);
    chart.getStyler().setMarkerSize(6);
    // Without these XChart labels fractions of an epoch with all their digits.
    double last = metrics.stream().mapToDouble(Metric::epoch).max().orElseThrow();
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(Math.ceil(last)).setXAxisDecimalPattern("0.##");
    byName.forEach((name, points) -> addSeries(chart, name, points, factor));
    Path file = directory.resolve(stage + "-" + kind + ".svg");
    Plots.save(chart, file);
    files.add(file);
  }

  private static void addSeries(XYChart chart, String name, List<Metric> points, double factor) {
    XYSeries series =
        chart.addSeries(
            name.replace('_', ' '),
            points.stream().mapToDouble(Metric::epoch).toArray(),
            points.stream().mapToDouble(m -> factor * m.value()).toArray());
    series.setLineWidth(2);
    series.setMarker(
        points.size() > MOST_POINTS_WITH_MARKERS ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
  }
}
