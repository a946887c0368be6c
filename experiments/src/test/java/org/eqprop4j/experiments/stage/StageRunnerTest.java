package org.eqprop4j.experiments.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eqprop4j.experiments.progress.Progress;
import org.eqprop4j.experiments.run.RunDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageRunnerTest {
  @TempDir Path dir;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private RunDirectory run;

  @BeforeEach
  void createRun() throws IOException {
    run = RunDirectory.create(dir.resolve("run"), "test", "");
  }

  @AfterEach
  void closeRun() throws IOException {
    run.close();
  }

  @Test
  void doneStagesAreNotRunAgain() throws Exception {
    Stage failing =
        stage(
            "second",
            1,
            context -> {
              throw new IOException("broken");
            });
    assertThatThrownBy(() -> runner().run(List.of(counting("first", 3), failing)))
        .hasMessage("broken");
    Stage mustNotRun =
        stage(
            "first",
            3,
            context -> {
              throw new AssertionError("ran again");
            });

    StageRunner resumed = runner();
    resumed.run(List.of(mustNotRun, counting("second", 1)));

    assertThat(resumed.result("first").resolve("n")).hasContent("3");
  }

  @Test
  void laterStagesSeeTheResultsOfEarlierOnes() throws Exception {
    Stage reader =
        stage(
            "reader",
            1,
            context -> {
              assertThat(context.result("first").resolve("n")).hasContent("3");
              assertThatThrownBy(() -> context.result("reader"))
                  .isInstanceOf(IllegalStateException.class);
              assertThatThrownBy(() -> context.result("none"))
                  .hasMessageContaining("no stage none among [first, reader]");
            });
    runner().run(List.of(counting("first", 3), reader));
  }

  @Test
  void stageMayStopEarly() throws Exception {
    Stage eager =
        stage(
            "eager",
            100,
            context -> context.finishEpoch(d -> Files.writeString(d.resolve("n"), "1")));
    StageRunner runner = runner();
    runner.run(List.of(eager));

    assertThat(runner.result("eager")).endsWith(Path.of("eager", "epoch-1"));
  }

  @Test
  void moreEpochsThanAnnouncedAreRefused() {
    Stage endless =
        stage(
            "endless",
            1,
            context -> {
              context.finishEpoch(d -> {});
              context.finishEpoch(d -> {});
            });
    assertThatThrownBy(() -> runner().run(List.of(endless)))
        .hasMessage("stage endless has 1 epochs, all are finished");
  }

  @Test
  void checkpointThatFailsToBeWrittenDoesNotCount() throws Exception {
    Stage failing =
        stage(
            "only",
            2,
            context -> {
              assertThat(context.finishedEpochs()).isZero();
              context.metric(1, "loss", 1);
              context.finishEpoch(
                  d -> {
                    throw new IOException("disk full");
                  });
            });
    assertThatThrownBy(() -> runner().run(List.of(failing))).hasMessage("disk full");
    assertThatThrownBy(() -> runner().run(List.of(failing))).hasMessage("disk full");
    assertThat(Files.readAllLines(run.metrics()))
        .filteredOn(row -> row.contains("loss"))
        .hasSize(1);
  }

  @Test
  void otherStagesThanThoseBegunWithAreRefused() throws Exception {
    runner().run(List.of(counting("first", 1)));

    assertThatThrownBy(() -> runner().run(List.of(counting("other", 1))))
        .hasMessageContaining("was begun with the stages [first], not [other]");
    assertThatThrownBy(() -> runner().run(List.of(counting("first", 1), counting("first", 1))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void damagedStateIsNamed() throws IOException {
    for (String damaged : List.of("{\"stages\": [", "{}", "{\"stages\": 5}", "null")) {
      Files.writeString(run.state(), damaged);

      assertThatThrownBy(() -> runner().run(List.of(counting("first", 1))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(run.state() + ": is damaged");
    }
  }

  @Test
  void progressTellsOfEachStageOnce() throws Exception {
    runner().run(List.of(counting("first", 3), counting("second", 1)));

    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains(
            "[1/2] first  epoch 3/3  loss 3.000  done in 0:00", "[2/2] second  loss 1.000  done in")
        .doesNotContain("\r", "\u001b");
  }

  private StageRunner runner() {
    return new StageRunner(
        run, Progress.on(new PrintStream(shown, true, StandardCharsets.UTF_8), false));
  }

  @FunctionalInterface
  private interface Body {
    void run(StageContext context) throws Exception;
  }

  /** A stage whose checkpoint holds the number of its epoch. */
  private static Stage counting(String name, int epochs) {
    return stage(
        name,
        epochs,
        context -> {
          for (int epoch = context.finishedEpochs() + 1; epoch <= epochs; epoch++) {
            int n = epoch;
            context.metric(epoch, "loss", epoch);
            context.finishEpoch(d -> Files.writeString(d.resolve("n"), String.valueOf(n)));
          }
        });
  }

  private static Stage stage(String name, int epochs, Body body) {
    return new Stage() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public int epochs() {
        return epochs;
      }

      @Override
      public void run(StageContext context) throws Exception {
        body.run(context);
      }
    };
  }
}
