package org.eqprop4j.analog.engine.xyce;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A program that stands in for Xyce: reads the netlist that the engine writes, solves it in its own
 * way and with Xyce's constants, and prints the table as Xyce does. It can be told to go wrong.
 */
final class FakeXyce {
  private FakeXyce() {}

  /**
   * Arguments before the last: {@code lose=n} leaves step n (from 0) out of the table, {@code
   * hang=n} hangs before it, {@code die=n} ends in the middle of its row, {@code blur} is off by
   * 1e-8 V unless asked for a change below 1e-6.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments[arguments.length - 1].equals("-v")) {
      System.out.println("Xyce Release 7.10.0-imitated");
      return;
    }
    List<String> orders = Arrays.asList(arguments).subList(0, arguments.length - 1);
    List<String> netlist = Files.readAllLines(Path.of(arguments[arguments.length - 1]));
    String all = String.join("\n", netlist.subList(1, netlist.size()));
    FakeCircuit circuit = new FakeCircuit(all.lines().filter(FakeXyce::isDevice).toList());
    String print = after(all, ".PRINT DC FORMAT=CSV PRECISION=16 FILE=");
    String[] printed = print.split(" ", -1);
    double blur = orders.contains("blur") && all.contains(" RELTOL=1.0E-6") ? 1e-8 : 0;
    List<Integer> failed = new ArrayList<>();
    try (PrintWriter out = new PrintWriter(printed[0], StandardCharsets.UTF_8)) {
      out.println(
          print.substring(printed[0].length() + 1).toUpperCase(Locale.ROOT).replace(' ', ','));
      String[] table = all.substring(all.indexOf(".DATA"), all.indexOf(".ENDDATA")).split("\n", -1);
      List<String> columns = words(table[1]);
      for (int step = 0; step + 2 < table.length - 1; step++) {
        if (orders.contains("hang=" + step)) {
          out.print("3.0000000");
          out.flush();
          Thread.sleep(300_000);
        }
        if (orders.contains("die=" + step)) {
          out.print(step + ".000");
          out.flush();
          System.out.println("Netlist error: out of luck");
          System.out.flush();
          Runtime.getRuntime().halt(134);
        }
        List<String> values = words(table[step + 2]);
        for (int c = 0; c < columns.size(); c++) {
          circuit.set(columns.get(c), Double.parseDouble(values.get(c)));
        }
        Map<String, Double> voltages = circuit.solve();
        if (voltages == null || orders.contains("lose=" + step)) {
          failed.add(step + 1);
        } else {
          List<String> row = new ArrayList<>();
          for (int c = 1; c < printed.length; c++) {
            String node = printed[c].substring(2, printed[c].length() - 1);
            double volts = voltages.get(node) + (c == 1 ? 0 : blur);
            row.add(String.format(Locale.ROOT, "%.16e", volts));
          }
          out.println(String.join(",", row));
        }
      }
    }
    if (!failed.isEmpty()) {
      System.out.println("\tFailed DC sweep steps:\t\t");
      failed.forEach(step -> System.out.println("\t\tDC Step # " + step));
      System.exit(1);
    }
  }

  private static boolean isDevice(String line) {
    return Character.isLetter(line.charAt(0)) || line.startsWith(".model");
  }

  private static List<String> words(String continued) {
    return List.of(continued.substring(2).split(" ", -1));
  }

  private static String after(String text, String start) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf('\n', from));
  }

  /** An executable in a directory that runs this program with orders. */
  static Path install(Path directory, String... orders) {
    Path classes = Path.of(URI.create(FakeXyce.class.getResource("/").toString()));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Scripts.write(
        directory,
        "exec '"
            + java
            + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '"
            + classes
            + "' "
            + FakeXyce.class.getName()
            + " "
            + String.join(" ", orders)
            + " \"$@\"");
  }
}
