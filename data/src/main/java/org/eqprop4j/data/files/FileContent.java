package org.eqprop4j.data.files;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.eqprop4j.data.DataException;

/**
 * The content of a file that may be gzip-compressed. Compression is detected from the first two
 * bytes, never from the name.
 */
public final class FileContent {
  private static final int BUFFER_BYTES = 1 << 16;

  private FileContent() {}

  /**
   * Opens a file for reading its uncompressed content.
   *
   * @throws IOException if the file cannot be opened, or starts like gzip and is none
   */
  public static InputStream open(Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    try {
      in.mark(2);
      boolean gzip = startsLikeGzip(in);
      in.reset();
      return gzip ? new GZIPInputStream(in, BUFFER_BYTES) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Whether the file starts with gzip's two magic bytes. */
  public static boolean isGzip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return startsLikeGzip(in);
    }
  }

  private static boolean startsLikeGzip(InputStream in) throws IOException {
    return in.read() == 0x1f && in.read() == 0x8b;
  }

  /**
   * SHA-256 of the uncompressed content, 64 lower-case hexadecimal digits.
   *
   * @throws IOException if the file cannot be read to its end
   */
  public static String sha256(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(open(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What went wrong while reading a file, in words that say what was expected. */
  public static DataException unreadable(Path file, IOException e) {
    return new DataException(file + ": " + problem(e), e);
  }

  /** As {@link #unreadable} says it, without the file's name. */
  static String problem(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "expected a file, found none";
    }
    if (e instanceof ZipException || e instanceof EOFException) {
      return "expected gzip content, found it truncated or corrupt (" + e.getMessage() + ")";
    }
    return "cannot be read (" + e + ")";
  }
}
