package org.eqprop4j.experiments.sweep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.stage.Stage;
import org.eqprop4j.experiments.stage.StageContext;

/**
 * Measures at every point, several at once. The table {@code <name>.csv} in the run directory grows
 * row by row; a resumed sweep measures only what is missing. When all is measured the rows are put
 * into the order of the points, so that the table is the same whatever the number of threads and
 * interruptions.
 */
public final class SweepStage<P extends Record, M extends Record> implements Stage {
  private final String name;
  private final RunDirectory run;
  private final int threads;
  private final SweepTable<P, M> table;
  private final List<P> points;
  private final Measurement<P, M> measurement;

  /**
   * A sweep.
   *
   * @param name of the stage and of the table's file
   * @param threads points measured at once, 0 for as many as there are processors
   * @param points all different
   */
  public SweepStage(
      String name,
      RunDirectory run,
      int threads,
      SweepTable<P, M> table,
      List<P> points,
      Measurement<P, M> measurement) {
    this.name = name;
    this.run = run;
    this.threads = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    this.table = table;
    this.points = List.copyOf(points);
    this.measurement = measurement;
    if (new HashSet<>(points).size() < points.size()) {
      throw new IllegalArgumentException("sweep " + name + " has a point twice");
    }
  }

  /** Where the sweep of that name in a run keeps its table. */
  public static Path file(RunDirectory run, String sweep) {
    return run.file(sweep + ".csv");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int epochs() {
    return 1;
  }

  @Override
  public void run(StageContext context) throws Exception {
    if (context.finishedEpochs() == 1) {
      return;
    }
    Path file = file(run, name);
    Map<P, Row<P, M>> done = new HashMap<>();
    if (Files.exists(file)) {
      table.read(file).forEach(row -> done.put(row.point(), row));
    }
    List<P> missing = points.stream().filter(p -> !done.containsKey(p)).toList();
    if (done.size() + missing.size() != points.size()) {
      throw new IOException(file + ": holds points that do not belong to the sweep " + name);
    }
    // In one piece first: a row that was cut off by a kill would spoil the next one.
    table.write(file, inOrder(done));
    context.progress().beginEpoch(1, points.size());
    context.progress().step(done.size());
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.APPEND)) {
      measure(missing, done, out, context);
    }
    table.write(file, inOrder(done));
    context.finishEpoch(directory -> {});
  }

  private void measure(
      List<P> missing, Map<P, Row<P, M>> done, FileChannel out, StageContext context)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CompletionService<Row<P, M>> rows = new ExecutorCompletionService<>(pool);
      for (P point : missing) {
        rows.submit(() -> new Row<>(point, measurement.at(point)));
      }
      for (int i = 0; i < missing.size(); i++) {
        Row<P, M> row = rows.take().get();
        append(out, table.line(row));
        done.put(row.point(), row);
        context.progress().step(done.size());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    } finally {
      pool.shutdownNow();
    }
  }

  /** The rows that there are, in the order of the points. */
  private List<Row<P, M>> inOrder(Map<P, Row<P, M>> done) {
    return points.stream().filter(done::containsKey).map(done::get).toList();
  }

  private static void append(FileChannel out, String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
