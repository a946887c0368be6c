package org.eqprop4j.analog.engine.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines that a process wrote, read so that it is never held up. */
final class OutputTail {
  private static final int LINES = 30;

  private final Deque<String> lines = new ArrayDeque<>();
  private final Thread reader;

  OutputTail(InputStream output) {
    reader = new Thread(() -> read(output), "worker output");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream output) {
    try (BufferedReader text =
        new BufferedReader(new InputStreamReader(output, Charset.defaultCharset()))) {
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add("(" + e.getMessage() + ")");
    }
  }

  private synchronized void add(String line) {
    if (lines.size() == LINES) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  /** What a process that has ended said last. */
  String text() throws InterruptedException {
    reader.join(1000);
    synchronized (this) {
      return lines.isEmpty() ? "it said nothing" : String.join(System.lineSeparator(), lines);
    }
  }
}
