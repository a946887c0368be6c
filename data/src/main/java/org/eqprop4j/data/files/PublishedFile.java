package org.eqprop4j.data.files;

import java.net.URI;
import java.util.List;

/**
 * One file of a published data set.
 *
 * @param name name of the uncompressed file; a copy may also be called {@code name.gz}
 * @param sha256 SHA-256 of the uncompressed content, 64 lower-case hexadecimal digits
 * @param addresses where it can be downloaded, plain or gzip-compressed, the best first
 */
public record PublishedFile(String name, String sha256, List<URI> addresses) {
  public PublishedFile {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          name + ": expected 64 lower-case hexadecimal digits as SHA-256, got " + sha256);
    }
    addresses = List.copyOf(addresses);
  }
}
