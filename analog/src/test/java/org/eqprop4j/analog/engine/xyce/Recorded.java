package org.eqprop4j.analog.engine.xyce;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A run recorded with Xyce 7.10. */
record Recorded(String name) {

  String stdout() {
    return text("stdout.txt");
  }

  String stderr() {
    return text("stderr.txt");
  }

  String points() {
    return text("points.csv");
  }

  int exitCode() {
    return Integer.parseInt(text("exit-code.txt").strip());
  }

  private String text(String file) {
    String path = name + "/" + file;
    try (InputStream in = Recorded.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no recorded file " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
