package org.eqprop4j.experiments.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.eqprop4j.experiments.progress.Progress;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.stage.StageRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepStageTest {
  enum Kind {
    ODD,
    EVEN
  }

  record Point(int number, Kind kind) {}

  record Measured(double root, boolean whole) {}

  private static final SweepTable<Point, Measured> TABLE =
      new SweepTable<>(Point.class, Measured.class);
  private static final List<Point> POINTS =
      IntStream.range(0, 40)
          .mapToObj(n -> new Point(n, n % 2 == 0 ? Kind.EVEN : Kind.ODD))
          .toList();

  @TempDir Path dir;
  private final Queue<Point> asked = new ConcurrentLinkedQueue<>();
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
  void tableIsTidyAndInTheOrderOfThePoints() throws Exception {
    sweep(3, POINTS, this::root);

    assertThat(Files.readAllLines(file()))
        .hasSize(41)
        .startsWith("number,kind,root,whole", "0,even,0.0,true", "1,odd,1.0,true")
        .contains("2,even,1.4142135623730951,false");
    assertThat(TABLE.read(file())).extracting(Row::point).isEqualTo(POINTS);
  }

  @Test
  void failedSweepKeepsWhatItHasAndGoesOnWithTheRest() throws Exception {
    assertThatThrownBy(
            () ->
                sweep(
                    1,
                    POINTS,
                    point -> {
                      if (point.number() == 25) {
                        throw new IOException("probe broke");
                      }
                      return root(point);
                    }))
        .hasMessage("probe broke");
    assertThat(TABLE.read(file())).hasSize(25);
    asked.clear();

    sweep(2, POINTS, this::root);

    assertThat(asked).hasSize(15).allMatch(point -> point.number() >= 25);
    assertThat(TABLE.read(file())).extracting(Row::point).isEqualTo(POINTS);
  }

  @Test
  void rowThatAKillCutOffIsMeasuredAgain() throws Exception {
    Files.writeString(file(), "number,kind,root,whole\n0,even,7.0,true\n1,odd,1.0,tr");

    sweep(1, POINTS, this::root);

    assertThat(asked).hasSize(39).doesNotContain(POINTS.get(0)).contains(POINTS.get(1));
    assertThat(Files.readAllLines(file())).contains("0,even,7.0,true", "1,odd,1.0,true");
  }

  @Test
  void notANumberAndInfinitySurviveTheTable() throws Exception {
    sweep(
        1,
        POINTS.subList(0, 2),
        point -> new Measured(point.number() == 0 ? Double.NaN : Double.POSITIVE_INFINITY, false));

    assertThat(TABLE.read(file()))
        .extracting(row -> row.measured().root())
        .containsExactly(Double.NaN, Double.POSITIVE_INFINITY);
  }

  @Test
  void tableOfAnotherSweepIsRefused() throws Exception {
    Files.writeString(file(), "number,kind,root,whole\n99,odd,1.0,true\n");
    assertThatThrownBy(() -> sweep(1, POINTS, this::root))
        .hasMessageContaining("holds points that do not belong to the sweep roots");

    Files.writeString(file(), "number,colour\n");
    assertThatThrownBy(() -> TABLE.read(file()))
        .hasMessageContaining("expected the header number,kind,root,whole");

    Files.writeString(file(), "number,kind,root,whole\n1,blue,1.0,true\n");
    assertThatThrownBy(() -> TABLE.read(file())).hasMessageContaining("row 2 is damaged");
  }

  @Test
  void pointsMustDiffer() {
    List<Point> twice = new ArrayList<>(POINTS);
    twice.add(POINTS.get(3));
    assertThatThrownBy(() -> sweep(1, twice, this::root)).hasMessageContaining("a point twice");
  }

  private Measured root(Point point) {
    asked.add(point);
    double root = Math.sqrt(point.number());
    return new Measured(root, root == Math.rint(root));
  }

  private void sweep(int threads, List<Point> points, Measurement<Point, Measured> measurement)
      throws Exception {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    new StageRunner(run, Progress.on(out, false))
        .run(List.of(new SweepStage<>("roots", run, threads, TABLE, points, measurement)));
  }

  private Path file() {
    return SweepStage.file(run, "roots");
  }
}
