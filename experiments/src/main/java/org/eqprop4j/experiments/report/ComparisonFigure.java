package org.eqprop4j.experiments.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** Groups of values beside each other: a bar to each mean, with the standard deviation. */
public final class ComparisonFigure {
  private ComparisonFigure() {}

  /**
   * Draws the figure.
   *
   * @param quantity what the values are, with the unit
   * @param groups values of each group, in the order in which they are drawn
   * @param file where to, an SVG
   */
  public static void draw(String quantity, Map<String, List<Double>> groups, Path file)
      throws IOException {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(Math.max(640, 90 * groups.size()))
            .height(440)
            .yAxisTitle(quantity)
            .build();
    Plots.style(chart.getStyler());
    chart.getStyler().setSeriesColors(Plots.COLOURS).setLegendVisible(false);
    chart.getStyler().setXAxisLabelRotation(30);
    chart.addSeries(
        "mean",
        List.copyOf(groups.keySet()),
        groups.values().stream().map(ComparisonFigure::mean).toList(),
        groups.values().stream().map(ComparisonFigure::deviation).toList());
    Plots.save(chart, file);
  }

  private static Double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElseThrow();
  }

  /** Of the sample; 0 for a single value. */
  private static Double deviation(List<Double> values) {
    double mean = mean(values);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return values.size() == 1 ? 0.0 : Math.sqrt(squares / (values.size() - 1));
  }
}
