package org.eqprop4j.experiments.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A figure of lines. */
public final class LineFigure {
  private static final int MOST_POINTS_WITH_MARKERS = 30;
  private static final Color CONTOUR = new Color(0x9A9A9A);

  private final XYChart chart;
  private boolean logarithmicX;
  private boolean logarithmicY;
  private int contours;

  /** A figure without lines. */
  public LineFigure(String title, String xAxis, String yAxis) {
    chart =
        new XYChartBuilder()
            .width(760)
            .height(460)
            .title(title)
            .xAxisTitle(xAxis)
            .yAxisTitle(yAxis)
            .build();
    Plots.style(chart.getStyler());
    chart
        .getStyler()
        .setSeriesColors(Plots.COLOURS)
        .setLegendPosition(LegendPosition.OutsideE)
        .setLegendLayout(LegendLayout.Vertical);
    chart.getStyler().setMarkerSize(5);
  }

  /** Makes the x axis logarithmic: points that are not above 0 are left out. */
  public LineFigure logarithmicX() {
    chart.getStyler().setXAxisLogarithmic(true);
    logarithmicX = true;
    return this;
  }

  /** Makes the y axis logarithmic: points that are not above 0 are left out. */
  public LineFigure logarithmicY() {
    chart.getStyler().setYAxisLogarithmic(true);
    logarithmicY = true;
    return this;
  }

  /** Fixes the range of the x axis. */
  public LineFigure domain(double low, double high) {
    // Without the pattern XChart labels fractions with all their digits.
    chart.getStyler().setXAxisMin(low).setXAxisMax(high).setXAxisDecimalPattern("0.###");
    return this;
  }

  /** Fixes the range of the y axis; if it is logarithmic, that has to be said before. */
  public LineFigure range(double low, double high) {
    chart.getStyler().setYAxisMin(low).setYAxisMax(high);
    if (!logarithmicY) {
      chart.getStyler().setYAxisDecimalPattern("0.###");
    }
    return this;
  }

  /** Adds a line; points that cannot be drawn are left out, a line without points too. */
  public LineFigure line(String name, double[] x, double[] y) {
    add(name, x, y)
        .ifPresent(
            series -> {
              series.setLineWidth(2);
              boolean many = series.getXData().length > MOST_POINTS_WITH_MARKERS;
              series.setMarker(many ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
            });
    return this;
  }

  /** Adds points that no line joins; those that cannot be drawn are left out. */
  public LineFigure points(String name, double[] x, double[] y) {
    add(name, x, y)
        .ifPresent(
            series -> {
              series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
              series.setMarker(SeriesMarkers.CIRCLE);
            });
    return this;
  }

  /** Adds a thin grey line that the legend does not name. */
  public LineFigure contour(double[] x, double[] y) {
    add("contour " + ++contours, x, y)
        .ifPresent(
            series -> {
              series.setLineWidth(1);
              series.setLineColor(CONTOUR);
              series.setLineStyle(SeriesLines.SOLID);
              series.setMarker(SeriesMarkers.NONE);
              series.setShowInLegend(false);
            });
    return this;
  }

  private Optional<XYSeries> add(String name, double[] x, double[] y) {
    int[] drawn =
        IntStream.range(0, x.length)
            .filter(i -> drawable(x[i], logarithmicX) && drawable(y[i], logarithmicY))
            .toArray();
    return drawn.length == 0
        ? Optional.empty()
        : Optional.of(
            chart.addSeries(
                name,
                IntStream.of(drawn).mapToDouble(i -> x[i]).toArray(),
                IntStream.of(drawn).mapToDouble(i -> y[i]).toArray()));
  }

  private static boolean drawable(double value, boolean logarithmic) {
    return Double.isFinite(value) && (!logarithmic || value > 0);
  }

  /** Saves the figure as PNG. */
  public Path save(Path file) throws IOException {
    return Plots.savePng(chart, file);
  }
}
