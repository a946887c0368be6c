package org.eqprop4j.experiments.report;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/** A map of percentages: a cell for each pair of values, coloured from 0 to 100 and labelled. */
public final class MapFigure {
  private MapFigure() {}

  /**
   * Draws a map, as PNG.
   *
   * @param columns labels from left to right
   * @param rows labels from the bottom up
   * @param percent by row and column, 0 to 100
   */
  public static Path save(
      String title,
      String xAxis,
      String yAxis,
      List<String> columns,
      List<String> rows,
      double[][] percent,
      Path file)
      throws IOException {
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(120 + 52 * columns.size())
            .height(140 + 30 * rows.size())
            .title(title)
            .xAxisTitle(xAxis)
            .yAxisTitle(yAxis)
            .build();
    Plots.style(chart.getStyler());
    chart.getStyler().setPlotGridLinesVisible(false);
    chart.getStyler().setPlotContentSize(1);
    chart
        .getStyler()
        .setRangeColors(new Color[] {new Color(0xF4A582), new Color(0xF7F7F7), new Color(0x92C5DE)})
        .setShowValue(true)
        .setValueFont(Plots.font(Font.PLAIN, 12))
        .setValueFontColor(Color.BLACK)
        .setHeatMapDecimalValueFormatter(value -> String.valueOf(value.longValue()))
        .setMin(0)
        .setMax(100)
        .setLegendVisible(false);
    List<Number[]> cells = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns.size(); c++) {
        cells.add(new Number[] {c, r, Math.round(percent[r][c])});
      }
    }
    chart.addSeries("percent", columns, rows, cells);
    return Plots.savePng(chart, file);
  }
}
