package org.eqprop4j.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
  private static final Metric FIRST = new Metric("cnn", 1, "test_loss", 0.1);
  private static final Metric SECOND = new Metric("cnn", 1.5, "test_loss", Double.NaN);
  private static final Metric THIRD = new Metric("analog-1", 2, "accuracy", 1e-300);

  @TempDir Path dir;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = dir.resolve("metrics.csv");
  }

  @Test
  void rowsAreInTheFileBeforeItIsClosedAndReadBackExactly() throws IOException {
    try (MetricsLog log = MetricsLog.open(file, 0)) {
      log.append(FIRST);
      log.append(SECOND);
      log.append(THIRD);

      assertThat(MetricsLog.read(file)).containsExactly(FIRST, SECOND, THIRD);
    }
    assertThat(file)
        .content()
        .startsWith("stage,epoch,metric,value\ncnn,1.0,test_loss,0.1\ncnn,1.5,test_loss,NaN\n");
  }

  @Test
  void resumingCutsOffLaterRowsAndTornOnes() throws IOException {
    long length;
    try (MetricsLog log = MetricsLog.open(file, 0)) {
      log.append(FIRST);
      length = log.length();
      log.append(SECOND);
    }
    Files.writeString(file, "analog,1.0,lo", StandardOpenOption.APPEND);

    try (MetricsLog log = MetricsLog.open(file, length)) {
      log.append(THIRD);
    }

    assertThat(MetricsLog.read(file)).containsExactly(FIRST, THIRD);
  }

  @Test
  void fileThatLostRowsIsRefused() throws IOException {
    Files.writeString(file, "stage");

    assertThatThrownBy(() -> MetricsLog.open(file, 100))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file + ": is shorter");
  }

  @Test
  void damagedRowIsNamed() throws IOException {
    Files.writeString(file, "stage,epoch,metric,value\ncnn,1.0,loss,0.5\ncnn,1.0,lo\n");

    assertThatThrownBy(() -> MetricsLog.read(file)).hasMessageContaining("row 3 is damaged");
  }

  @Test
  void nameThatWouldBreakTheTableIsRefused() throws IOException {
    try (MetricsLog log = MetricsLog.open(file, 0)) {
      assertThatThrownBy(() -> log.append(new Metric("a,b", 1, "loss", 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a,b");
    }
  }
}
