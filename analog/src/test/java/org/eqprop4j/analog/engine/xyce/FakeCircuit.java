package org.eqprop4j.analog.engine.xyce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Modified nodal analysis of a netlist, dense and from scratch in every step. */
final class FakeCircuit {
  private static final double VT_PER_KELVIN = 1.3806226e-23 / 1.6021918e-19;

  private final Map<String, String[]> devices = new LinkedHashMap<>();
  private final Map<String, Map<String, Double>> models = new HashMap<>();
  private final Map<String, Integer> unknowns = new LinkedHashMap<>();
  private final Map<String, Double> values = new HashMap<>();
  private final Map<String, Double> drops = new HashMap<>();
  private boolean limited;
  private double[] x;
  private double[][] matrix;
  private double[] right;

  FakeCircuit(List<String> lines) {
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      if (words[0].equals(".model")) {
        models.put(words[1], named(words, 3));
      } else if (devices.put(words[0], words) != null) {
        throw new IllegalArgumentException("Duplicate device " + words[0]);
      }
    }
    for (String[] device : devices.values()) {
      char kind = device[0].charAt(0);
      unknown(device[1]);
      unknown(device[2]);
      if (kind == 'v' || kind == 'e') {
        unknown("#" + device[0]);
      }
      if (kind == 'v' || kind == 'i') {
        values.put(device[0], Double.valueOf(device[3]));
      }
    }
    x = new double[unknowns.size()];
  }

  private void unknown(String name) {
    if (!name.equals("0")) {
      unknowns.putIfAbsent(name, unknowns.size());
    }
  }

  private static Map<String, Double> named(String[] words, int from) {
    Map<String, Double> values = new HashMap<>();
    for (int i = from; i < words.length; i++) {
      String[] pair = words[i].split("=", 2);
      values.put(pair[0], Double.valueOf(pair[1]));
    }
    return values;
  }

  void set(String source, double value) {
    if (values.put(source, value) == null) {
      throw new IllegalArgumentException("Unable to find parameter " + source);
    }
  }

  /** Voltages by node, or null if Newton's method does not get there. */
  Map<String, Double> solve() {
    for (int i = 0; i < 500; i++) {
      limited = false;
      double[] next = newton();
      double most = 0;
      double largest = 1;
      for (int u = 0; u < x.length; u++) {
        most = Math.max(most, Math.abs(next[u] - x[u]));
        largest = Math.max(largest, Math.abs(next[u]));
      }
      x = next;
      if (!limited && (most < 1e-14 * largest || (i > 100 && most < 1e-12 * largest))) {
        Map<String, Double> voltages = new HashMap<>();
        unknowns.forEach((name, u) -> voltages.put(name, x[u]));
        return voltages;
      }
    }
    return null;
  }

  private double[] newton() {
    matrix = new double[x.length][x.length];
    right = new double[x.length];
    for (String[] d : devices.values()) {
      switch (d[0].charAt(0)) {
        case 'r' -> conduct(d[1], d[2], 1 / Double.parseDouble(d[3]));
        case 'i' -> inject(d[1], d[2], values.get(d[0]));
        case 'd' -> diode(d);
        case 'm' -> mosfet(d);
        case 'b' -> behaviour(d);
        case 'v' -> branch(d, values.get(d[0]));
        case 'e' -> {
          branch(d, 0);
          double gain = Double.parseDouble(d[5]);
          add("#" + d[0], d[3], -gain);
          add("#" + d[0], d[4], gain);
        }
        case 'f' -> {
          add(d[1], "#" + d[3], Double.parseDouble(d[4]));
          add(d[2], "#" + d[3], -Double.parseDouble(d[4]));
        }
        default -> throw new IllegalArgumentException("Unrecognized device " + d[0]);
      }
    }
    return eliminate();
  }

  private void add(String row, String column, double value) {
    Integer r = unknowns.get(row);
    Integer c = unknowns.get(column);
    if (r != null && c != null) {
      matrix[r][c] += value;
    }
  }

  private void inject(String from, String to, double amperes) {
    if (unknowns.containsKey(from)) {
      right[unknowns.get(from)] -= amperes;
    }
    if (unknowns.containsKey(to)) {
      right[unknowns.get(to)] += amperes;
    }
  }

  private void conduct(String a, String b, double siemens) {
    add(a, a, siemens);
    add(b, b, siemens);
    add(a, b, -siemens);
    add(b, a, -siemens);
  }

  private void branch(String[] device, double volts) {
    String current = "#" + device[0];
    add(device[1], current, 1);
    add(device[2], current, -1);
    add(current, device[1], 1);
    add(current, device[2], -1);
    right[unknowns.get(current)] += volts;
  }

  private double voltage(String node) {
    return node.equals("0") ? 0 : x[unknowns.get(node)];
  }

  private void diode(String[] d) {
    Map<String, Double> model = models.get(d[3]);
    double celsius = named(d, 4).getOrDefault("temp", 27.0);
    if (celsius != model.getOrDefault("tnom", 27.0)) {
      throw new IllegalArgumentException("IS would have to be scaled with the temperature");
    }
    double slope = model.get("n") * VT_PER_KELVIN * (celsius + 273.15);
    double is = model.get("is");
    double u = limit(voltage(d[1]) - voltage(d[2]), drops.getOrDefault(d[0], 0.0), slope, is);
    drops.put(d[0], u);
    double ratio = 3 * slope / (Math.E * u);
    boolean forward = u >= -3 * slope;
    double amperes = forward ? is * Math.expm1(u / slope) : -is * (1 + ratio * ratio * ratio);
    double siemens =
        forward ? is * Math.exp(u / slope) / slope : 3 * is * ratio * ratio * ratio / u;
    conduct(d[1], d[2], siemens);
    inject(d[1], d[2], amperes - siemens * u);
  }

  /** Level 1 with a channel that carries current either way and a bulk that carries none. */
  private void mosfet(String[] d) {
    Map<String, Double> model = models.get(d[5]);
    Map<String, Double> instance = named(d, 6);
    if (model.get("is") != 0) {
      throw new IllegalArgumentException("the bulk would carry a current");
    }
    double drop = voltage(d[1]) - voltage(d[3]);
    String drain = drop >= 0 ? d[1] : d[3];
    String source = drop >= 0 ? d[3] : d[1];
    double vds = Math.abs(drop);
    double vgs = voltage(d[2]) - voltage(source);
    double over = Math.max(0, vgs - model.get("vto"));
    double factor = model.get("kp") * instance.get("w") / instance.get("l");
    double lambda = model.get("lambda");
    boolean saturated = over <= vds;
    double law = saturated ? over * over / 2 : vds * (over - vds / 2);
    double amperes = factor * law * (1 + lambda * vds);
    double perGate = factor * (saturated ? over : vds) * (1 + lambda * vds);
    double perDrain = factor * ((saturated ? 0 : over - vds) * (1 + lambda * vds) + lambda * law);
    conduct(drain, source, perDrain);
    add(drain, d[2], perGate);
    add(drain, source, -perGate);
    add(source, d[2], -perGate);
    add(source, source, perGate);
    inject(drain, source, amperes - perDrain * vds - perGate * vgs);
  }

  private void behaviour(String[] d) {
    String drop = "V(" + d[1] + "," + d[2] + ")";
    String current = d[3].substring("I={".length(), d[3].length() - 1);
    double u = voltage(d[1]) - voltage(d[2]);
    FakeExpression.Dual found = FakeExpression.evaluate(current, drop, u);
    conduct(d[1], d[2], found.slope());
    inject(d[1], d[2], found.value() - found.slope() * u);
  }

  /** The usual one of SPICE: forward, the current and not the drop goes where Newton wants it. */
  private double limit(double wanted, double before, double slope, double is) {
    double critical = slope * Math.log(slope / (Math.sqrt(2) * is));
    if (wanted <= critical || Math.abs(wanted - before) <= 2 * slope) {
      return wanted;
    }
    limited = true;
    if (before <= 0) {
      return slope * Math.log(wanted / slope);
    }
    double growth = 1 + (wanted - before) / slope;
    return growth > 0 ? before + slope * Math.log(growth) : critical;
  }

  private double[] eliminate() {
    int n = x.length;
    List<Integer> order = new ArrayList<>();
    for (int c = 0; c < n; c++) {
      int pivot = -1;
      for (int r = 0; r < n; r++) {
        if (!order.contains(r)
            && (pivot < 0 || Math.abs(matrix[r][c]) > Math.abs(matrix[pivot][c]))) {
          pivot = r;
        }
      }
      order.add(pivot);
      for (int r = 0; r < n; r++) {
        double factor = r == pivot ? 0 : matrix[r][c] / matrix[pivot][c];
        if (factor != 0) {
          for (int k = c; k < n; k++) {
            matrix[r][k] -= factor * matrix[pivot][k];
          }
          right[r] -= factor * right[pivot];
        }
      }
    }
    double[] solution = new double[n];
    for (int c = 0; c < n; c++) {
      solution[c] = right[order.get(c)] / matrix[order.get(c)][c];
    }
    return solution;
  }
}
