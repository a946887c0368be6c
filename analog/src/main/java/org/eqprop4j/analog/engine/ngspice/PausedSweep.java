package org.eqprop4j.analog.engine.ngspice;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A deck held in an instance, in a DC sweep of a source that nothing depends on, paused after each
 * point. Between points device values are altered. Unlike a new analysis, the next point keeps the
 * matrix, its elimination order and the last solution, which makes it 25 to 60 times faster.
 *
 * <p>To be used on the instance's thread.
 */
final class PausedSweep {
  private final NgspiceInstance instance;
  private final Deck deck;
  private final List<String> nodes;
  private final double[] held;
  private final Pointer[] vectors;
  private long knownRun = -1;

  /** Loads the deck with the given values. */
  PausedSweep(
      NgspiceInstance instance, Deck deck, double[] values, List<String> nodes, int iterations) {
    this.instance = instance;
    this.deck = deck;
    this.nodes = nodes;
    this.held = values.clone();
    this.vectors = new Pointer[nodes.size()];
    instance.circuit(deck.text(values, nodes, iterations));
  }

  /** Sets the devices' values; only those that changed are sent. */
  void alter(double[] values) {
    for (int d = 0; d < held.length; d++) {
      if (values[d] != held[d]) {
        instance.commandWithoutError("alter " + deck.deviceName(d) + "=" + values[d]);
        held[d] = values[d];
      }
    }
  }

  /**
   * Finds the operating point.
   *
   * @param voltages one per node that is wanted [V], written
   * @return false if ngspice did not find it; what it said can then be asked for
   */
  boolean step(double[] voltages) {
    long before = instance.points();
    instance.command("step 1");
    if (instance.points() != before + 1) {
      return false;
    }
    if (instance.runs() != knownRun) {
      findVectors();
    }
    for (int i = 0; i < vectors.length; i++) {
      voltages[i] = vectors[i].getDouble(8);
    }
    return true;
  }

  /** Forgets all points; the next one starts cold. */
  void restart() {
    // Throwing data away while the sweep is paused kills the process: `op` ends the sweep first.
    instance.command("op");
    instance.command("destroy all");
    knownRun = -1;
  }

  /** Takes the circuit out of the instance. */
  void unload() {
    instance.command("remcirc");
    instance.command("destroy all");
  }

  /** struct vecvaluesall holds int, int, and an array of pointers to { char* name; double real. */
  private void findVectors() {
    Pointer all = instance.values();
    Pointer[] found = all.getPointer(8).getPointerArray(0, all.getInt(0));
    Map<String, Pointer> byName = new HashMap<>();
    for (Pointer vector : found) {
      byName.put(vector.getPointer(0).getString(0).toLowerCase(Locale.ROOT), vector);
    }
    for (int i = 0; i < vectors.length; i++) {
      Pointer vector = byName.get(nodes.get(i));
      vectors[i] = vector == null ? byName.get("v(" + nodes.get(i) + ")") : vector;
      if (vectors[i] == null) {
        throw new NgspiceException(
            "ngspice has no voltage of node "
                + nodes.get(i)
                + ", only "
                + byName.keySet()
                + ": "
                + instance.said());
      }
    }
    knownRun = instance.runs();
  }

  static {
    if (Native.POINTER_SIZE != 8) {
      throw new NgspiceException("ngspice is only driven on 64-bit machines");
    }
  }
}
