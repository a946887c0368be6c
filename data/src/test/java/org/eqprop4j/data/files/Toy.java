package org.eqprop4j.data.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** A data set of two files, {@code abc} and {@code empty}, with the contents "abc" and "". */
final class Toy {
  static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

  // Test vectors of FIPS 180-2.
  static final String SHA_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  static final String SHA_EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private Toy() {}

  /** Both files are published below {@code site}, compressed. */
  static PublishedDataSet dataSet(URI site) {
    return new PublishedDataSet(
        "Toy",
        "toy",
        Optional.of("dataset-toy"),
        List.of(abc(site), file(site, "empty", SHA_EMPTY)));
  }

  static PublishedFile abc(URI site) {
    return file(site, "abc", SHA_ABC);
  }

  private static PublishedFile file(URI site, String name, String sha256) {
    return new PublishedFile(name, sha256, List.of(site.resolve(name + ".gz")));
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Puts both files into a directory, one plain, one compressed. */
  static Path put(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.write(directory.resolve("abc"), ABC);
      Files.write(directory.resolve("empty.gz"), gzip(new byte[0]));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
