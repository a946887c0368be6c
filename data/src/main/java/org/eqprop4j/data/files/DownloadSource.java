package org.eqprop4j.data.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The addresses at which the authors publish the files. */
final class DownloadSource implements Source {
  private final Downloader downloader;

  DownloadSource(Downloader downloader) {
    this.downloader = downloader;
  }

  @Override
  public String name() {
    return "download";
  }

  @Override
  public void fetch(List<PublishedFile> wanted, Cache cache) throws IOException {
    Files.createDirectories(cache.directory());
    for (PublishedFile file : wanted) {
      fetch(file, cache);
    }
  }

  private void fetch(PublishedFile file, Cache cache) throws IOException {
    List<String> failures = new ArrayList<>();
    for (URI address : file.addresses()) {
      Path partial = Files.createTempFile(cache.directory(), file.name() + ".", ".part");
      try {
        downloader.download(address, partial);
        cache.adopt(partial, file);
        return;
      } catch (IOException e) {
        failures.add(address + ": " + e.getMessage());
      } finally {
        Files.deleteIfExists(partial);
      }
    }
    throw new IOException(
        failures.isEmpty()
            ? "no address is known for " + file.name()
            : String.join("; ", failures));
  }
}
