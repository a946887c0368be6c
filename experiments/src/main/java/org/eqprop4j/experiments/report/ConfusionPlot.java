package org.eqprop4j.experiments.report;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/** Draws a confusion matrix: true classes downward, predicted ones to the right. */
final class ConfusionPlot {
  private ConfusionPlot() {}

  static void draw(ConfusionMatrix matrix, String title, Path file) throws IOException {
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(760)
            .height(680)
            .title(title)
            .xAxisTitle("predicted")
            .yAxisTitle("true")
            .build();
    Plots.style(chart.getStyler());
    chart.getStyler().setXAxisLabelRotation(45);
    chart.getStyler().setPlotGridLinesVisible(false);
    chart.getStyler().setPlotContentSize(1);
    chart
        .getStyler()
        // Light to mid blue: black numbers can be read on all of it.
        .setRangeColors(new Color[] {Color.WHITE, new Color(0x9ECAE1), new Color(0x5AA5D6)})
        .setShowValue(true)
        .setValueFont(Plots.font(Font.PLAIN, 12))
        .setValueFontColor(Color.BLACK)
        .setHeatMapDecimalValueFormatter(
            value -> value == 0 ? "" : String.valueOf(value.longValue()))
        .setLegendVisible(false);
    int size = matrix.classes().size();
    List<String> downward = new ArrayList<>(matrix.classes());
    Collections.reverse(downward); // XChart counts rows from the bottom.
    List<Number[]> cells = new ArrayList<>();
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        cells.add(new Number[] {column, size - 1 - row, matrix.count(row, column)});
      }
    }
    chart.addSeries("samples", matrix.classes(), downward, cells);
    Plots.save(chart, file);
  }
}
