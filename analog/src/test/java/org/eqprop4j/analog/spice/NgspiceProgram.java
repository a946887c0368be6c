package org.eqprop4j.analog.spice;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eqprop4j.analog.testing.Installed;

/** Runs the ngspice program on a netlist, as a user would, and reads its raw file. */
public final class NgspiceProgram {
  private NgspiceProgram() {}

  /** Values of every vector, one per point; skips the test if ngspice is not installed. */
  public static Map<String, double[]> run(Path netlist) throws IOException, InterruptedException {
    Installed.requireProgram("ngspice", "apt install ngspice");
    Path raw = netlist.resolveSibling(netlist.getFileName() + ".raw");
    Path log = netlist.resolveSibling(netlist.getFileName() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder("ngspice", "-b", "-r", raw.toString(), netlist.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Process process = builder.start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("ngspice did not end");
    }
    String said = Files.readString(log);
    if (process.exitValue() != 0 || !Files.exists(raw) || said.contains("Error")) {
      throw new IOException("ngspice failed with " + process.exitValue() + ": " + said);
    }
    return read(Files.readAllBytes(raw));
  }

  private static Map<String, double[]> read(byte[] raw) {
    String text = new String(raw, StandardCharsets.ISO_8859_1);
    int data = text.indexOf("Binary:\n") + "Binary:\n".length();
    String[] header = text.substring(0, data).split("\n", 0);
    int variables = number(header, "No. Variables:");
    int points = number(header, "No. Points:");
    String[] names = new String[variables];
    int first = java.util.Arrays.asList(header).indexOf("Variables:") + 1;
    Map<String, double[]> vectors = new LinkedHashMap<>();
    for (int v = 0; v < variables; v++) {
      names[v] = header[first + v].trim().split("\t", 0)[1];
      vectors.put(names[v], new double[points]);
    }
    ByteBuffer values =
        ByteBuffer.wrap(raw, data, raw.length - data).order(ByteOrder.LITTLE_ENDIAN);
    for (int p = 0; p < points; p++) {
      for (String name : names) {
        vectors.get(name)[p] = values.getDouble();
      }
    }
    return vectors;
  }

  private static int number(String[] header, String key) {
    for (String line : header) {
      if (line.startsWith(key)) {
        return Integer.parseInt(line.substring(key.length()).trim());
      }
    }
    throw new IllegalArgumentException("no " + key);
  }
}
