package org.eqprop4j.analog.circuit;

import java.util.List;

/**
 * All heads of a circuit side by side: their nodes, and their outputs, stand in the order in which
 * the heads were added. That is the order of injected currents, of outputs and of targets.
 */
public final class Outputs {
  private final List<Element.CurrentOutputs> heads;
  private final Nodes nodes;

  Outputs(List<Element.CurrentOutputs> heads) {
    this.heads = List.copyOf(heads);
    this.nodes = Nodes.concatenate(heads.stream().map(Element.CurrentOutputs::nodes).toList());
  }

  /** The heads; none if all outputs are clamped. */
  public List<Element.CurrentOutputs> heads() {
    return heads;
  }

  /** The nodes of all heads. A node stands in here once for each head that it belongs to. */
  public Nodes nodes() {
    return nodes;
  }

  /** Number of outputs of all heads together. */
  public int outputs() {
    return heads.stream().mapToInt(Element.CurrentOutputs::outputs).sum();
  }

  /** Place of a head's first node in {@link #nodes()}. */
  public int firstNode(Element.CurrentOutputs head) {
    return before(head).stream().mapToInt(h -> h.nodes().size()).sum();
  }

  /** Place of a head's first output among those of all heads. */
  public int firstOutput(Element.CurrentOutputs head) {
    return before(head).stream().mapToInt(Element.CurrentOutputs::outputs).sum();
  }

  private List<Element.CurrentOutputs> before(Element.CurrentOutputs head) {
    return heads.subList(0, heads.indexOf(head));
  }
}
