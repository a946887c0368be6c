package org.eqprop4j.data.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Fetches what is at an address. */
@FunctionalInterface
public interface Downloader {
  /**
   * Writes the whole of what is at an address to a file.
   *
   * @param target an existing file, overwritten
   * @throws IOException if not everything could be had; the target's content is then undefined
   */
  void download(URI address, Path target) throws IOException;
}
