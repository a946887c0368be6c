package org.eqprop4j.data.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A data set's directory in the user's cache. Only verified, complete files get into it. */
final class Cache {
  private final Path directory;

  Cache(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  /**
   * Verifies a file, forces it to the disk and moves it into the cache, where it replaces whatever
   * was there under its plain or compressed name.
   *
   * @param fetched must be on the cache's file system, or the move would not be atomic
   * @throws IOException if the content is not as published; the fetched file then stays
   */
  void adopt(Path fetched, PublishedFile file) throws IOException {
    String fault = DirectoryCheck.fault(fetched, file);
    if (!fault.isEmpty()) {
      throw new IOException(fault);
    }
    try (FileChannel channel = FileChannel.open(fetched, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Path plain = directory.resolve(file.name());
    Path compressed = directory.resolve(file.name() + ".gz");
    boolean gzip = FileContent.isGzip(fetched);
    Files.move(fetched, gzip ? compressed : plain, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(gzip ? plain : compressed);
  }
}
