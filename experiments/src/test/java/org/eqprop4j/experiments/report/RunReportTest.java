package org.eqprop4j.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.eqprop4j.experiments.run.Metric;
import org.eqprop4j.experiments.run.MetricsLog;
import org.eqprop4j.experiments.run.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
  private static final List<String> CLASSES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  @TempDir Path dir;

  @Test
  void reportIsOneFileWithEverythingInIt() throws IOException {
    String html = Files.readString(sampleReport(dir.resolve("run")));

    assertThat(html)
        .contains("CNN, test accuracy", "90.00 %", "90.37 %", "+0.37 %")
        .contains("seed: 1 # &lt;b&gt;", "&quot;experiment&quot; : &quot;mixed-signal&quot;")
        .contains("alt=\"cnn loss\"", "alt=\"confusion final\"")
        .doesNotContain("http://", "https://", "<script", "<link");
  }

  @Test
  void plotsComeFromTheFiles() throws IOException {
    Path run = sampleReport(dir.resolve("run")).getParent();

    assertThat(run.resolve("plots").toFile().list())
        .containsExactlyInAnyOrder(
            "cnn-loss.svg",
            "cnn-accuracy.svg",
            "analog-1-loss.svg",
            "analog-1-accuracy.svg",
            "confusion-final.svg");
  }

  @Test
  void metricsThatAreNotFiniteAreLeftOutOfThePlots() throws IOException {
    try (RunDirectory run = RunDirectory.create(dir.resolve("run"), "toy", "")) {
      try (MetricsLog log = MetricsLog.open(run.metrics(), 0)) {
        log.append(new Metric("a", 1, "loss", Double.NaN));
        log.append(new Metric("a", 2, "loss", 0.5));
        log.append(new Metric("a", 3, "loss", Double.POSITIVE_INFINITY));
        log.append(new Metric("a", 1, "accuracy", 0.5));
        log.append(new Metric("a", 2, "accuracy", Double.NaN));
        log.append(new Metric("a", 3, "accuracy", 0.6));
      }
      new Summary("toy", List.of()).write(run.summary());
      RunReport.write(run, List.of());

      assertThat(run.plots().toFile().list()).containsExactly("a-accuracy.svg");
    }
  }

  @Test
  void tableOfTextIsAligned() {
    List<Headline> headlines =
        List.of(new Headline("accuracy", 90.0, 90.374, "%"), new Headline("time", null, 7, "s"));

    assertThat(HeadlineTable.text(headlines, "paper").lines())
        .containsExactly(
            "            paper     ours  difference",
            "accuracy  90.00 %  90.37 %     +0.37 %",
            "time            -   7.00 s           -");
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    Path summary = Files.writeString(dir.resolve("summary.json"), "{");
    assertThatThrownBy(() -> Summary.read(summary)).hasMessageContaining(summary + ": is damaged");

    Path confusion = Files.writeString(dir.resolve("confusion-a.csv"), ",x,y\nx,1,2\ny,1\n");
    assertThatThrownBy(() -> ConfusionMatrix.read(confusion))
        .hasMessageContaining(confusion + ": row 3 is damaged");
    Files.writeString(confusion, "");
    assertThatThrownBy(() -> ConfusionMatrix.read(confusion))
        .hasMessageContaining(confusion + ": expected as many rows as columns");
    assertThatThrownBy(() -> new ConfusionMatrix(List.of("a,b")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Path sampleReport(Path path) throws IOException {
    try (RunDirectory run = RunDirectory.create(path, "mixed-signal", "seed: 1 # <b>\n")) {
      SplittableRandom random = new SplittableRandom(1);
      try (MetricsLog log = MetricsLog.open(run.metrics(), 0)) {
        for (int epoch = 1; epoch <= 20; epoch++) {
          double left = Math.exp(-epoch / 8.0);
          log.append(new Metric("cnn", epoch, "train_loss", 0.2 + 0.4 * left));
          log.append(new Metric("cnn", epoch, "test_loss", 0.27 + 0.3 * left));
          log.append(new Metric("cnn", epoch, "test_accuracy", 0.91 - 0.06 * left));
          log.append(new Metric("cnn", epoch, "seconds", 40));
        }
        for (int batch = 10; batch <= 938; batch += 10) {
          double loss = 0.4 + 1.9 * Math.exp(-batch / 100.0) + 0.1 * random.nextDouble();
          log.append(new Metric("analog-1", batch / 938.0, "train_loss", loss));
          log.append(new Metric("analog-1", batch / 938.0, "train_accuracy", 1 - loss / 3));
        }
        log.append(new Metric("analog-1", 1, "test_accuracy", 0.876));
        log.append(new Metric("inputs-1", 1, "train_accuracy", 0.9995));
      }
      ConfusionMatrix confusion = new ConfusionMatrix(CLASSES);
      for (int i = 0; i < 10_000; i++) {
        int truth = i % 10;
        confusion.add(truth, random.nextInt(10) > 0 ? truth : random.nextInt(10));
      }
      confusion.write(RunReport.confusionFile(run, "final"));
      new Summary(
              "mixed-signal",
              List.of(
                  new Headline("CNN, test accuracy", 90.0, 90.37, "%"),
                  new Headline("Circuit after one epoch, test accuracy", 85.0, 87.52, "%"),
                  new Headline("Trained inputs, training accuracy", 100.0, 99.95, "%"),
                  new Headline("Circuit after retraining, test accuracy", 88.0, 89.14, "%"),
                  new Headline("Wall time", null, 912.4, "s")))
          .write(run.summary());
      RunReport.write(run, List.of());
      return run.report();
    }
  }
}
