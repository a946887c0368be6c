package org.eqprop4j.analog.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.eqprop4j.data.files.AtomicFiles;
import org.eqprop4j.data.files.Npy;

/**
 * A zip file in memory: what models and checkpoints are saved as. Equal entries give equal bytes,
 * so that files can be compared by their hash.
 */
public final class Archive {
  /** The earliest time a zip entry can carry. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** Bytes of the record that ends a zip file, and of the longest comment that may follow it. */
  private static final int END_RECORD = 22;

  private static final int LONGEST_COMMENT = 0xFFFF;

  private final String source;
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  /**
   * Without entries.
   *
   * @param source file name or whatever messages shall call it
   */
  public Archive(String source) {
    this.source = source;
  }

  /**
   * Reads a whole zip file.
   *
   * @throws IOException naming the file, if it is missing, damaged or incomplete
   */
  public static Archive read(Path file) throws IOException {
    try {
      return new Archive(file.toString()).readAll(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": there is no such file", e);
    }
  }

  /**
   * Reads a whole zip file from a stream, to its end. The stream is not closed.
   *
   * @param source what to call it in messages
   */
  public static Archive read(InputStream in, String source) throws IOException {
    return new Archive(source).readAll(in.readAllBytes());
  }

  private Archive readAll(byte[] bytes) throws IOException {
    if (!hasEndRecord(bytes)) {
      throw new IOException(source + ": no zip file, or one that was cut off");
    }
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        put(e.getName(), zip.readAllBytes());
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(source + ": the zip file is damaged (" + e.getMessage() + ")", e);
    }
    return this;
  }

  private static boolean hasEndRecord(byte[] bytes) {
    int last = bytes.length - END_RECORD;
    for (int i = last; i >= Math.max(0, last - LONGEST_COMMENT); i--) {
      if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 5 && bytes[i + 3] == 6) {
        return true;
      }
    }
    return false;
  }

  /** What messages call it. */
  public String source() {
    return source;
  }

  /** Adds an entry. The array is not copied. */
  public void put(String name, byte[] content) {
    entries.put(name, content);
  }

  /** Whether there is such an entry. */
  public boolean contains(String name) {
    return entries.containsKey(name);
  }

  /**
   * The content of an entry. Not a copy.
   *
   * @throws IOException naming the file and the entry, if there is none
   */
  public byte[] entry(String name) throws IOException {
    byte[] content = entries.get(name);
    if (content == null) {
      throw new IOException(source + ": entry " + name + " is missing");
    }
    return content;
  }

  /** Adds an array of doubles as a NumPy file. */
  public void putArray(String name, double[] values, int... shape) {
    put(name, Npy.write(values, shape));
  }

  /**
   * The values of a NumPy file.
   *
   * @throws IOException naming file and entry, if they are not doubles of exactly this shape
   */
  public double[] array(String name, int... shape) throws IOException {
    return Npy.read(entry(name), source + ": " + name, shape);
  }

  /** Adds a record as JSON. */
  public void putJson(String name, Object content) {
    put(name, Json.write(content));
  }

  /**
   * A record from JSON that has components {@code format} and {@code version}.
   *
   * @throws IOException naming file and entry, if format or version differ or anything is unknown,
   *     missing or invalid
   */
  public <T> T json(String name, Class<T> type, String format, int version) throws IOException {
    return json(name, type, format, version, List.of());
  }

  /**
   * A record from JSON, of this version or an older one.
   *
   * @param upgrades turn the oldest version that can be read into the next, and so on to {@code
   *     version}
   */
  <T> T json(
      String name,
      Class<T> type,
      String format,
      int version,
      List<? extends UnaryOperator<ObjectNode>> upgrades)
      throws IOException {
    return Json.read(entry(name), source + ": " + name, type, format, version, upgrades);
  }

  /** Writes the zip file to a stream, which is not closed. */
  public void write(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Map.Entry<String, byte[]> e : entries.entrySet()) {
      ZipEntry entry = new ZipEntry(e.getKey());
      entry.setTimeLocal(NO_TIME);
      zip.putNextEntry(entry);
      zip.write(e.getValue());
      zip.closeEntry();
    }
    zip.finish();
  }

  /**
   * Writes the zip file as a whole or not at all: what stood there before stays until the new file
   * is complete on disk. Missing directories are made.
   */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    AtomicFiles.file(
        file,
        temporary -> {
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
            write(out);
          }
        });
  }
}
