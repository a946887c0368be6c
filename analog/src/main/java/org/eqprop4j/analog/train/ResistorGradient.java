package org.eqprop4j.analog.train;

import java.util.List;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.engine.Section;
import org.eqprop4j.analog.kernel.Kernels;

/** The gradient of a batch with respect to the conductances of single resistors, each by itself. */
final class ResistorGradient {
  /** Resistors that one thread works on at a time. */
  private static final int GRAIN = 64;

  private final int[] from;
  private final int[] to;
  private final int[] parameter;
  private final double[] weight;

  /** Resistors of one thread: all of them if some share a conductance. */
  private final int grain;

  ResistorGradient(Circuit circuit, Element.Resistors resistors) {
    int count = resistors.count();
    from = new int[count];
    to = new int[count];
    parameter = new int[count];
    weight = new double[count];
    for (int i = 0; i < count; i++) {
      Element.Resistor resistor = resistors.resistors().get(i);
      from[i] = resistor.from();
      to[i] = resistor.to();
      parameter[i] = resistors.conductance().offset() + resistor.value();
      weight[i] = circuit.zoneWeights().ofElement(resistor.from(), resistor.to());
    }
    long distinct = resistors.resistors().stream().mapToInt(r -> r.value()).distinct().count();
    grain = distinct == count ? GRAIN : Math.max(1, count);
  }

  /**
   * Adds the work to a section: dC/dg [1/S], summed over the samples, is added to the gradient of
   * the circuit's parameters.
   */
  void addTo(Section sums, ParameterGradient.Task task) {
    sums.add(
        parameter.length,
        grain,
        (first, end) -> {
          for (int i = first; i < end; i++) {
            task.gradient[parameter[i]] += task.scale * weight[i] * sum(from[i], to[i], task.parts);
          }
        });
  }

  /** Added up for so many samples at a time that a batch may be cut between them. */
  private static double sum(int a, int b, List<PhaseContrast> parts) {
    Kernels kernels = Kernels.active();
    double sum = 0;
    for (PhaseContrast part : parts) {
      int samples = part.samples();
      for (int s = 0; s < samples; s += Kernels.LANES) {
        int count = Math.min(Kernels.LANES, samples - s);
        sum +=
            kernels.sumDifferences(
                part.mean(), part.response(), a * samples + s, b * samples + s, count);
      }
    }
    return sum;
  }
}
