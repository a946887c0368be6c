package org.eqprop4j.experiments.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;
import org.eqprop4j.data.files.AtomicFiles;

/**
 * The directory of one run:
 *
 * <pre>
 * config.yaml      the resolved configuration
 * provenance.json  code, seeds, data, engine, machine
 * state.json       the stages and epochs that are finished
 * metrics.csv      a row for each measured number
 * summary.json     the results
 * report.html      everything above, with the plots in it
 * checkpoints/     one directory for each stage
 * plots/           drawn from the metric files
 * log.txt          what the libraries had to say
 * </pre>
 *
 * <p>Whoever writes to it holds its lock until {@link #close}.
 */
public final class RunDirectory implements AutoCloseable {
  private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final Path path;
  private final RunLock lock;

  private RunDirectory(Path path, RunLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes an empty directory for a run that was not told where to go: {@code
   * runs/<experiment>-<timestamp>}, with a number behind it where another run began in that second.
   */
  public static Path makeDefault(String experiment) throws IOException {
    String timestamp = LocalDateTime.now(ZoneId.systemDefault()).format(TIMESTAMP);
    return make(Path.of("runs"), experiment + "-" + timestamp);
  }

  /** Makes a directory that did not exist; of several processes each gets its own. */
  static Path make(Path parent, String name) throws IOException {
    Files.createDirectories(parent);
    for (int number = 1; ; number++) {
      try {
        return Files.createDirectory(parent.resolve(number == 1 ? name : name + "-" + number));
      } catch (FileAlreadyExistsException e) {
        // Taken: the next number.
      }
    }
  }

  /**
   * Starts a run.
   *
   * @param path a directory that is empty or does not exist yet
   * @param experiment the experiment's name
   * @param config the resolved configuration as YAML
   * @throws RunDirectoryException if there is something in the directory, or it is locked
   */
  public static RunDirectory create(Path path, String experiment, String config)
      throws IOException {
    try {
      Files.createDirectories(path);
    } catch (FileAlreadyExistsException e) {
      throw new RunDirectoryException(path + ": is a file, expected a directory for the run");
    }
    RunLock lock = RunLock.acquire(path);
    try {
      if (!isEmpty(path)) {
        throw new RunDirectoryException(
            path + ": is not empty; choose another directory, or continue its run with --resume");
      }
      RunDirectory run = new RunDirectory(path, lock);
      Files.createDirectory(run.checkpoints());
      Files.createDirectory(run.plots());
      Provenance.create(run.provenanceFile(), experiment);
      // Last: a directory with a configuration is a run that can be resumed.
      AtomicFiles.text(run.config(), config);
      return run;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Continues a run, with what a killed process left unfinished removed.
   *
   * @throws RunDirectoryException if there is no run in the directory, or it is locked
   */
  public static RunDirectory resume(Path path) throws IOException {
    requireRun(path);
    RunLock lock = RunLock.acquire(path);
    try {
      AtomicFiles.sweep(path);
      return new RunDirectory(path, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Opens a run to read from it; another process may be writing.
   *
   * @throws RunDirectoryException if there is no run in the directory
   */
  public static RunDirectory read(Path path) throws IOException {
    requireRun(path);
    return new RunDirectory(path, null);
  }

  private static void requireRun(Path path) throws RunDirectoryException {
    if (!isRun(path)) {
      throw new RunDirectoryException(
          path + ": is not the directory of a run, there is no config.yaml in it");
    }
  }

  private static boolean isRun(Path path) {
    return Files.isRegularFile(path.resolve("config.yaml"));
  }

  /**
   * The run of an experiment that was begun last.
   *
   * @param runs a directory of the directories of runs, of other experiments too; need not exist
   */
  public static Optional<Path> newest(Path runs, String experiment) throws IOException {
    if (!Files.isDirectory(runs)) {
      return Optional.empty();
    }
    Path newest = null;
    FileTime last = null;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(runs)) {
      for (Path path : all) {
        if (isRun(path) && read(path).provenance().experiment().equals(experiment)) {
          // Written once, when the run began.
          FileTime begun = Files.getLastModifiedTime(path.resolve("config.yaml"));
          if (last == null || begun.compareTo(last) > 0) {
            newest = path;
            last = begun;
          }
        }
      }
    }
    return Optional.ofNullable(newest);
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.allMatch(entry -> entry.endsWith(".lock"));
    }
  }

  /** The directory itself. */
  public Path path() {
    return path;
  }

  /** The resolved configuration. */
  public Path config() {
    return path.resolve("config.yaml");
  }

  /** Provenance as it is on the disk, to be added to. */
  public Provenance provenance() throws IOException {
    return Provenance.read(provenanceFile());
  }

  private Path provenanceFile() {
    return path.resolve("provenance.json");
  }

  /** Finished stages and epochs. */
  public Path state() {
    return path.resolve("state.json");
  }

  /** Measured numbers, see {@link MetricsLog}. */
  public Path metrics() {
    return path.resolve("metrics.csv");
  }

  /** The results, once the run is done. */
  public Path summary() {
    return path.resolve("summary.json");
  }

  /** The report, once the run is done. */
  public Path report() {
    return path.resolve("report.html");
  }

  /** The log. */
  public Path log() {
    return path.resolve("log.txt");
  }

  /** Directory of the stages' checkpoints. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** Directory of the plots. */
  public Path plots() {
    return path.resolve("plots");
  }

  /** A file of the experiment's own, such as the saved model. */
  public Path file(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }
}
