package org.eqprop4j.analog.train;

import java.util.Arrays;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.engine.Section;
import org.eqprop4j.analog.kernel.Kernels;

/** The gradient of a batch with respect to the conductances of single resistors, each by itself. */
final class ResistorGradient {
  /** Resistors that a thread works on at a time. */
  private static final int GRAIN = 64;

  private final int[] from;
  private final int[] to;
  private final int[] parameter;
  private final double[] weight;

  /** Whether each has a conductance of its own, and whether there is one for each. */
  private final boolean distinct;

  private final boolean complete;

  /** What sums are made of. */
  private final ThreadLocal<double[]> scratch =
      ThreadLocal.withInitial(() -> new double[GRAIN * Kernels.PARTIAL_SUMS]);

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
    distinct = resistors.resistors().stream().mapToInt(r -> r.value()).distinct().count() == count;
    complete = distinct && count == resistors.conductance().size();
  }

  /** Whether there is one resistor for each conductance of the group. */
  boolean isComplete() {
    return complete;
  }

  /**
   * Adds the work to a section: dC/dg [1/S], summed over the samples. Where some share a
   * conductance, one thread does it all.
   *
   * @param set whether the sums are set in the gradient of the circuit's parameters, not added to
   *     what is there
   */
  void addTo(Section sums, boolean set, ParameterGradient.Task task) {
    int grain = distinct ? GRAIN : Math.max(1, parameter.length);
    sums.add(parameter.length, grain, (first, end) -> sum(first, end, set, task));
  }

  private void sum(int begin, int end, boolean set, ParameterGradient.Task task) {
    for (int first = begin; first < end; first += GRAIN) {
      sumSome(first, Math.min(end, first + GRAIN), set, task);
    }
  }

  private void sumSome(int first, int end, boolean set, ParameterGradient.Task task) {
    double[] sums = scratch.get();
    Arrays.fill(sums, 0);
    for (int p = 0; p < task.samples.length; p++) {
      Kernels.active()
          .addDifferences(
              task.means[p], task.responses[p], task.samples[p], from, to, first, end, sums);
    }
    for (int i = first; i < end; i++) {
      double sum = 0;
      for (int k = 0; k < Kernels.PARTIAL_SUMS; k++) {
        sum += sums[(i - first) * Kernels.PARTIAL_SUMS + k];
      }
      double before = set ? 0 : task.gradient[parameter[i]];
      task.gradient[parameter[i]] = before + task.scale * weight[i] * sum;
    }
  }
}
