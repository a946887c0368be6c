package org.eqprop4j.data.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/**
 * Writes that are either there in full or not at all: to a temporary name in the same directory,
 * forced to the disk, then moved to their place. If writing fails, the temporary is removed.
 */
public final class AtomicFiles {
  private static final String TEMPORARY = ".tmp";

  private static final AtomicLong COUNTER = new AtomicLong();

  /** Held for reading by each write under way, for writing by a process that is about to end. */
  private static final ReentrantReadWriteLock WRITES = new ReentrantReadWriteLock();

  private AtomicFiles() {}

  /** Puts content at a path that does not exist yet. */
  @FunctionalInterface
  public interface Writer {
    /** Creates the file, or fills the directory, at the given path. */
    void write(Path temporary) throws IOException;
  }

  /** Writes a text file as UTF-8, replacing one that is there. */
  public static void text(Path target, String text) throws IOException {
    file(target, temporary -> Files.writeString(temporary, text));
  }

  /** Writes a file, replacing one that is there. */
  public static void file(Path target, Writer writer) throws IOException {
    write(
        target,
        temporary -> {
          writer.write(temporary);
          force(temporary);
        });
  }

  /**
   * Writes a directory with files in it. One that is there is deleted first, so this is atomic only
   * for a directory that nothing refers to yet.
   */
  public static void directory(Path target, Writer writer) throws IOException {
    write(
        target,
        temporary -> {
          Files.createDirectory(temporary);
          writer.write(temporary);
          for (Path path : walk(temporary)) {
            force(path);
          }
          delete(target);
        });
  }

  private static void write(Path target, Writer writer) throws IOException {
    Path temporary = temporary(target);
    WRITES.readLock().lock();
    try {
      writer.write(temporary);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      force(target.toAbsolutePath().getParent());
    } finally {
      try {
        delete(temporary);
      } finally {
        WRITES.readLock().unlock();
      }
    }
  }

  /**
   * Waits until the writes under way are done and lets no other begin, for a process that ends.
   *
   * @return false if they took longer than the time given
   */
  public static boolean drain(Duration timeout) {
    try {
      return WRITES.writeLock().tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Removes what a killed process left unfinished anywhere below the directory. */
  public static void sweep(Path directory) throws IOException {
    for (Path path : walk(directory)) {
      if (path.getFileName().toString().endsWith(TEMPORARY)) {
        delete(path);
      }
    }
  }

  /** Deletes a file, or a directory with all that is in it; nothing happens if there is none. */
  public static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    for (Path entry : walk(path)) {
      Files.deleteIfExists(entry);
    }
  }

  private static Path temporary(Path target) {
    // Not Files.createTempFile: it makes files that only their owner can read.
    return target.resolveSibling(
        String.format(
            ".%s.%d-%d%s",
            target.getFileName(),
            ProcessHandle.current().pid(),
            COUNTER.incrementAndGet(),
            TEMPORARY));
  }

  /** A tree's paths, what is inside a directory before the directory. */
  private static List<Path> walk(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    }
  }

  private static void force(Path path) throws IOException {
    if (Files.isDirectory(path) && System.getProperty("os.name").startsWith("Windows")) {
      return; // Windows cannot open a directory as a channel.
    }
    StandardOpenOption mode =
        Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (FileChannel channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }
}
