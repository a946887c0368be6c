package org.eqprop4j.experiments.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final AtomicLong clock = new AtomicLong();

  @Test
  void plainLinesComeNowAndThen() {
    Progress progress = new Progress(new LineDisplay(out, clock::get), clock::get);
    progress.beginStage("analog", 2, 7, 1, 0);
    progress.beginEpoch(1, 60);
    for (int step = 1; step <= 60; step++) {
      clock.addAndGet(SECOND);
      progress.step(step, 0.51234, 0.875);
    }
    progress.endStage();

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "[2/7] analog   25 %  loss 0.5123  accuracy 87.50 %  0:45 left",
            "[2/7] analog   50 %  loss 0.5123  accuracy 87.50 %  0:30 left",
            "[2/7] analog   75 %  loss 0.5123  accuracy 87.50 %  0:15 left",
            "[2/7] analog  100 %  loss 0.5123  accuracy 87.50 %  0:00 left",
            "[2/7] analog  loss 0.5123  accuracy 87.50 %  done in 1:00");
  }

  @Test
  void timeLeftOfAResumedStageIsByThePaceOfThisProcess() {
    Progress progress = new Progress(new LineDisplay(out, clock::get), clock::get);
    progress.beginStage("cnn", 1, 1, 20, 18);
    clock.addAndGet(30 * SECOND);
    progress.endEpoch(19, 0.3, Double.NaN);

    assertThat(bytes.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo("[1/1] cnn  epoch 19/20   95 %  loss 0.3000  0:30 left");
  }

  @Test
  void barFitsAnyWidth() {
    Snapshot snapshot = new Snapshot("cnn", 1, 7, 3, 20, 0.25, 0.3, 0.9, Duration.ofSeconds(3725));

    assertThat(BarLine.render(snapshot, 120))
        .isEqualTo(
            "[1/7] cnn  epoch 3/20  [########----------------------]  25 %"
                + "  loss 0.3000  accuracy 90.00 %  1:02:05 left");
    for (int width = 0; width < 120; width++) {
      assertThat(BarLine.render(snapshot, width)).hasSizeLessThanOrEqualTo(Math.max(0, width - 1));
    }
  }

  @Test
  void linesThatStayDoNotBreakTheBar() {
    BarDisplay display = new BarDisplay(out, 80);
    display.update(new Snapshot("cnn", 1, 7, 3, 20, 0.25, Double.NaN, Double.NaN, null));
    display.say("warning: something");
    display.close();
    display.update(new Snapshot("cnn", 1, 7, 4, 20, 0.3, Double.NaN, Double.NaN, null));

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("\rwarning: something\u001b[K" + System.lineSeparator())
        .endsWith("\r\u001b[K");
  }

  @Test
  void logGoesToTheFileAndWarningsToTheDisplay(@TempDir Path dir) {
    List<String> said = new ArrayList<>();
    try (RunLog log = RunLog.open(dir.resolve("log.txt"), said::add)) {
      assertThat(log).isNotNull();
      LoggerFactory.getLogger("org.eqprop4j.test").info("quiet");
      LoggerFactory.getLogger("org.nd4j.test").info("chatter");
      LoggerFactory.getLogger("org.nd4j.test").warn("careful");
    }
    LoggerFactory.getLogger("org.eqprop4j.test").info("afterwards");

    assertThat(said).containsExactly("warning: careful");
    assertThat(dir.resolve("log.txt"))
        .content()
        .contains("quiet", "careful")
        .doesNotContain("chatter", "afterwards");
  }
}
