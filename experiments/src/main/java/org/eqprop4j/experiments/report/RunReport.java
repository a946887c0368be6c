package org.eqprop4j.experiments.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eqprop4j.data.files.AtomicFiles;
import org.eqprop4j.experiments.run.MetricsLog;
import org.eqprop4j.experiments.run.RunDirectory;

/** Plots and report of a run, made from nothing but the files in its directory. */
public final class RunReport {
  private static final String CONFUSION = "confusion-";
  private static final String CSV = ".csv";

  private RunReport() {}

  /** Where an experiment writes the {@link ConfusionMatrix} that the report is to show. */
  public static Path confusionFile(RunDirectory run, String title) {
    return run.file(CONFUSION + title + CSV);
  }

  /**
   * Draws learning curves and confusion matrices and writes the report.
   *
   * @param figures SVG and PNG files that the experiment has drawn itself
   */
  public static void write(RunDirectory run, List<Path> figures) throws IOException {
    Summary summary = Summary.read(run.summary());
    List<Path> curves = new ArrayList<>();
    if (Files.exists(run.metrics())) {
      curves.addAll(LearningCurves.draw(MetricsLog.read(run.metrics()), run.plots()));
    }
    List<Path> confusions = drawConfusions(run);
    String html =
        new HtmlReport(summary.experiment())
            .headlines(summary.headlines())
            .plots("Figures", figures)
            .plots("Learning curves", curves)
            .plots("Confusion", confusions)
            .text("Configuration", Files.readString(run.config()))
            .text("Provenance", run.provenance().toJson())
            .toHtml();
    AtomicFiles.text(run.report(), html);
  }

  private static List<Path> drawConfusions(RunDirectory run) throws IOException {
    List<Path> plots = new ArrayList<>();
    try (Stream<Path> files = Files.list(run.path())) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith(CONFUSION) && name.endsWith(CSV)) {
          String title = name.substring(CONFUSION.length(), name.length() - CSV.length());
          Path plot = run.plots().resolve(CONFUSION + title + ".svg");
          ConfusionPlot.draw(ConfusionMatrix.read(file), title, plot);
          plots.add(plot);
        }
      }
    }
    return plots;
  }
}
