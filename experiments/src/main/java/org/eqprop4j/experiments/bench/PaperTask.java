package org.eqprop4j.experiments.bench;

import java.util.List;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;

/**
 * A row of Table 2 in Watfa et al. (2023), and the head of their section 4.3.
 *
 * <p>K is the time per node, sample and epoch, times the threads (equation 8).
 */
public enum PaperTask {
  /** 5 input and 2 output units. */
  XOR("xor", 2, 2, 1, 4, 25.74e-4),
  /** 9 input and 6 output units. */
  IRIS("iris", 4, 10, 3, 105, 7.99e-4),
  /** 25 input and 4 output units. */
  WINE("wine", 12, 20, 2, 5000, 7.92e-4),
  /** The circuit behind the CNN's embedding; the paper has no K of it. */
  FASHION_HEAD("fashion-head", 128, 100, 10, 60_000, Double.NaN);

  private final String label;
  private final int features;
  private final int hidden;
  private final int classes;
  private final int samples;
  private final double published;

  PaperTask(String label, int features, int hidden, int classes, int samples, double published) {
    this.label = label;
    this.features = features;
    this.hidden = hidden;
    this.classes = classes;
    this.samples = samples;
    this.published = published;
  }

  /** The circuit. */
  BenchNetwork network() {
    return new BenchNetwork(label, features, List.of(hidden), classes);
  }

  /** D, the samples of an epoch. */
  int samples() {
    return samples;
  }

  /** K in the paper [s], NaN if it has none. */
  double published() {
    return published;
  }

  /** N: all nodes but ground, and one within each diode's branch, as the paper counts them. */
  static int nodes(Circuit circuit) {
    int diodes =
        circuit.elements(Element.Diodes.class).stream().mapToInt(Element.Diodes::count).sum();
    return circuit.nodeCount() - 1 + diodes;
  }
}
