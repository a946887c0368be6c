package org.eqprop4j.analog.engine.ngspice;

import java.util.ArrayList;
import java.util.List;

/**
 * The netlist of a circuit that stays loaded: fixed lines, and devices with a value that is altered
 * between operating points, numbered from 0.
 */
final class Deck {
  /**
   * ngspice prints the last but one Newton iterate: tolerances this tight leave errors far below
   * 1e-9 V. A gmin of 1e-15 S, its usual floor, would be visible beside conductances of 1e-9 S. The
   * small pivot threshold halves the time. The sweep's own iteration limit is itl2; ngspice takes
   * fewer than 100 for 100.
   */
  private static final String OPTIONS =
      ".options noacct noopac reltol=1e-12 vntol=1e-14 gmin=1e-18 pivrel=1e-9";

  private String currentTolerance = "1e-20";

  private final List<String> fixed = new ArrayList<>();
  private final List<String> devices = new ArrayList<>();
  private final List<String> nodes = new ArrayList<>();

  /** Adds a line that never changes. */
  void line(String line) {
    fixed.add(line);
  }

  /** Sets ngspice's abstol [A]. */
  void currentTolerance(String amperes) {
    currentTolerance = amperes;
  }

  /** Adds a device with a value, and returns its number. */
  int device(String name, String ends) {
    devices.add(name);
    nodes.add(ends);
    return devices.size() - 1;
  }

  int deviceCount() {
    return devices.size();
  }

  String deviceName(int device) {
    return devices.get(device);
  }

  /**
   * The netlist, with a sweep of a source that nothing depends on.
   *
   * @param values one per device
   * @param saved names of the nodes whose voltages are wanted
   * @param iterations Newton steps after which a point is given up
   */
  String[] text(double[] values, List<String> saved, int iterations) {
    List<String> text = new ArrayList<>(fixed.size() + devices.size() + saved.size() + 8);
    text.add("eqprop4j");
    text.add("vsweep sweep 0 0");
    text.addAll(fixed);
    for (int d = 0; d < values.length; d++) {
      text.add(devices.get(d) + " " + nodes.get(d) + " " + values[d]);
    }
    for (String node : saved) {
      text.add(".save v(" + node + ")");
    }
    text.add(
        OPTIONS + " abstol=" + currentTolerance + " itl1=" + iterations + " itl2=" + iterations);
    text.add(".dc vsweep 0 1e9 1");
    text.add(".end");
    return text.toArray(String[]::new);
  }
}
