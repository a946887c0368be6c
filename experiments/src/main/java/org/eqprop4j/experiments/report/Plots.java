package org.eqprop4j.experiments.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eqprop4j.data.files.AtomicFiles;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;

/** The look that all plots share, and the way they are saved. */
final class Plots {
  /** Colours that the colour-blind can tell apart (Okabe and Ito). */
  static final Color[] COLOURS = {
    new Color(0x0072B2),
    new Color(0xD55E00),
    new Color(0x009E73),
    new Color(0xCC79A7),
    new Color(0xE69F00),
    new Color(0x56B4E9)
  };

  private static final Color INK = new Color(0x333333);
  private static final Color GRID = new Color(0xE4E4E4);

  private Plots() {}

  static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  static void style(AxesChartStyler styler) {
    styler
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setChartFontColor(INK)
        .setChartTitleFont(font(Font.BOLD, 15))
        .setChartTitleBoxVisible(false)
        .setLegendFont(font(Font.PLAIN, 12))
        .setLegendBorderColor(Color.WHITE);
    styler
        .setAxisTitleFont(font(Font.PLAIN, 12))
        .setAxisTickLabelsFont(font(Font.PLAIN, 11))
        .setAxisTickLabelsColor(INK)
        .setPlotGridLinesColor(GRID)
        .setPlotGridLinesStroke(new BasicStroke(1f))
        .setAxisTicksMarksVisible(false);
  }

  /** Saves a chart as PNG: small where a figure has thousands of points or cells. */
  static Path savePng(Chart<?, ?> chart, Path file) throws IOException {
    AtomicFiles.file(
        file,
        temporary -> {
          try (OutputStream out = Files.newOutputStream(temporary)) {
            BitmapEncoder.saveBitmap(chart, out, BitmapFormat.PNG);
          }
        });
    return file;
  }

  /** Saves a chart as SVG. */
  static void save(Chart<?, ?> chart, Path file) throws IOException {
    AtomicFiles.file(
        file,
        temporary -> {
          try (OutputStream out = Files.newOutputStream(temporary)) {
            VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
          }
        });
  }
}
