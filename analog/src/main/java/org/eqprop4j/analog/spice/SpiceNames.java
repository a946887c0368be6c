package org.eqprop4j.analog.spice;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;

/**
 * The names that a circuit's nodes and devices have in a netlist: those of the layers, with their
 * indices, in the characters that every SPICE takes. SPICE knows no difference between upper and
 * lower case, so names that would fall together are told apart by a number.
 */
public final class SpiceNames {
  /** What the sources are called that pick a sample. */
  static final String PICK = "pick";

  private final String[] nodes;
  private final Map<String, String> layers = new HashMap<>();
  private final Map<String, String> extraNodes = new HashMap<>();
  private final Set<String> takenNodes = new HashSet<>();

  /** Names everything in the circuit. */
  public SpiceNames(Circuit circuit) {
    nodes = new String[circuit.nodeCount()];
    nodes[Circuit.GROUND] = "0";
    for (int node = 1; node < nodes.length; node++) {
      nodes[node] = unique(safe(circuit.nodeName(node)), takenNodes);
    }
    Set<String> takenLayers = new HashSet<>(Set.of(PICK));
    for (Element element : circuit.elements()) {
      layers.put(element.name(), unique(safe(element.name()), takenLayers));
    }
  }

  /** Name of a node of the circuit; ground is 0. */
  public String node(int node) {
    return nodes[node];
  }

  /**
   * Name of a node that the circuit does not have, such as the one between a diode and a source.
   */
  public String extraNode(String wish) {
    return extraNodes.computeIfAbsent(wish, w -> unique(safe(w), takenNodes));
  }

  /**
   * Name of a device.
   *
   * @param kind SPICE's letter for its kind
   * @param layer layer that contributed it
   * @param indices where it stands there
   */
  public String device(char kind, String layer, int... indices) {
    StringBuilder name = new StringBuilder().append(kind).append(layers.get(layer));
    for (int index : indices) {
      name.append('_').append(index);
    }
    return name.toString();
  }

  /** Name of the n-th resistor of a group: by row and column in a crossbar. */
  public String resistor(Element.Conductances group, int n) {
    if (group instanceof Element.Crossbar crossbar) {
      int columns = crossbar.columns().size();
      return device('r', crossbar.name(), n / columns, n % columns);
    }
    return device('r', group.name(), n);
  }

  private static String unique(String wish, Set<String> taken) {
    String name = wish;
    for (int number = 2; !taken.add(name); number++) {
      name = wish + "_no" + number;
    }
    return name;
  }

  private static String safe(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    // A node whose name starts with a digit would be read as a number in an expression.
    return plain.isEmpty() || !Character.isLetter(plain.charAt(0)) ? "n" + plain : plain;
  }
}
