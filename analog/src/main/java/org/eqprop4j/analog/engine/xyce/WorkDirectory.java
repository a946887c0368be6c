package org.eqprop4j.analog.engine.xyce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A new, empty directory that only this user may read, gone after use. That it is new is also what
 * makes sure that no output of an earlier run is taken for one of this run.
 */
final class WorkDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkDirectory.class);

  private final Path path;

  /**
   * @param parent where it is made
   * @throws UncheckedIOException if it cannot be made
   */
  WorkDirectory(Path parent) {
    try {
      path = Files.createTempDirectory(parent, "eqprop4j-xyce");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a directory for Xyce in " + parent, e);
    }
  }

  Path path() {
    return path;
  }

  /** Removes it with everything in it. A second call does nothing. */
  @Override
  public void close() {
    if (!Files.exists(path)) {
      return;
    }
    try {
      Files.walkFileTree(path, new Removal());
    } catch (IOException e) {
      // The result of the run is worth more than a clean disk.
      LOG.warn("cannot remove {}, remove it by hand", path, e);
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    /** Somebody else was faster. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
