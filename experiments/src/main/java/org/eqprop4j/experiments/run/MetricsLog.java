package org.eqprop4j.experiments.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The metrics file: a CSV table with one row for each measured number, in the order in which they
 * were measured. Long rather than wide, so that a stage can measure what no other stage does.
 *
 * <p>Each row is handed to the operating system when it is appended: it survives the end of this
 * process.
 */
public final class MetricsLog implements AutoCloseable {
  private static final String HEADER = "stage,epoch,metric,value\n";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

  private final FileChannel channel;

  private MetricsLog(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens the file with its first {@code length} bytes, as {@link #length} gave them at the point
   * that is being resumed; later rows are cut off. 0 starts afresh.
   *
   * @throws IOException also if the file is shorter than that
   */
  public static MetricsLog open(Path file, long length) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    MetricsLog log = new MetricsLog(channel);
    if (channel.size() < length) {
      channel.close();
      throw new IOException(
          file + ": is shorter than when the run stopped, expected at least " + length + " bytes");
    }
    channel.truncate(length).position(length);
    if (length == 0) {
      log.write(HEADER);
    }
    return log;
  }

  /** Appends one row. May be called from any thread. */
  public synchronized void append(Metric metric) throws IOException {
    requireName(metric.stage());
    requireName(metric.name());
    write(
        metric.stage() + "," + metric.epoch() + "," + metric.name() + "," + metric.value() + "\n");
  }

  /** Bytes written so far, forced to the disk. */
  public synchronized long length() throws IOException {
    channel.force(true);
    return channel.position();
  }

  private void write(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"" + name + "\" cannot stand in the metrics file, expected " + NAME);
    }
  }

  /**
   * Reads a metrics file.
   *
   * @throws IOException also if a row is damaged; the message names it
   */
  public static List<Metric> read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !HEADER.strip().equals(lines.get(0))) {
      throw new IOException(file + ": expected the header " + HEADER.strip());
    }
    List<Metric> metrics = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(",", -1);
      try {
        metrics.add(
            new Metric(
                cells[0], Double.parseDouble(cells[1]), cells[2], Double.parseDouble(cells[3])));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new IOException(file + ": row " + (i + 1) + " is damaged: " + lines.get(i), e);
      }
    }
    return metrics;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
