package org.eqprop4j.analog.train.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.engine.OperatingPoints;

/** Measures electrical power from operating points. Not for use by several threads at once. */
public final class PowerMeter {
  private final Circuit circuit;

  /** Amplifiers, each before the one that feeds it. */
  private final List<Amplifier> amplifiers = new ArrayList<>();

  /** Current that the passive elements draw from each node [A]. */
  private final double[] leaving;

  private record Amplifier(int in, int out, double gain) {}

  /** For operating points of a circuit. */
  public PowerMeter(Circuit circuit) {
    this.circuit = circuit;
    this.leaving = new double[circuit.nodeCount()];
    int[] amplifiedFrom = new int[circuit.nodeCount()];
    Arrays.fill(amplifiedFrom, -1);
    for (Element.Amplifiers group : circuit.elements(Element.Amplifiers.class)) {
      for (int i = 0; i < group.inputs().size(); i++) {
        int in = group.inputs().get(i);
        int out = group.outputs().get(i);
        amplifiers.add(new Amplifier(in, out, group.gain()));
        amplifiedFrom[out] = in;
      }
    }
    amplifiers.sort(Comparator.comparingInt(a -> -stages(amplifiedFrom, a.out())));
  }

  private static int stages(int[] amplifiedFrom, int node) {
    int count = 0;
    for (int at = node; amplifiedFrom[at] >= 0; at = amplifiedFrom[at]) {
      count++;
    }
    return count;
  }

  /**
   * The mean over the samples: the power per inference.
   *
   * @param parameters that the circuit was solved with
   * @param points converged operating points
   * @param currents injected into the output nodes [A], {@code output nodes x samples}, or null
   */
  public Power mean(double[] parameters, OperatingPoints points, double[] currents) {
    Power sum = new Power(0, 0, 0, 0);
    for (int s = 0; s < points.samples(); s++) {
      sum = sum.plus(of(parameters, points, currents, s));
    }
    return sum.times(1.0 / points.samples());
  }

  /**
   * The power in one sample.
   *
   * @param parameters that the circuit was solved with
   * @param points operating points, this one converged
   * @param currents injected into the output nodes [A], {@code output nodes x samples}, or null
   */
  public Power of(double[] parameters, OperatingPoints points, double[] currents, int sample) {
    Arrays.fill(leaving, 0);
    double resistors = resistors(parameters, points, sample);
    double diodes = 0;
    double sources = 0;
    for (Element.Diodes group : circuit.elements(Element.Diodes.class)) {
      int sign = group.direction().sign();
      for (int d = 0; d < group.nodes().size(); d++) {
        int node = group.nodes().get(d);
        double bias = parameters[group.bias().offset() + d];
        double drop = sign * (points.voltage(node, sample) - bias);
        double amperes = group.model().current(drop);
        leaving[node] += sign * amperes;
        diodes += drop * amperes;
        sources -= sign * amperes * bias;
      }
    }
    for (Element.BiasCurrents group : circuit.elements(Element.BiasCurrents.class)) {
      for (int i = 0; i < group.nodes().size(); i++) {
        int node = group.nodes().get(i);
        sources += inject(node, parameters[group.current().offset() + i], points, sample);
      }
    }
    for (int o = 0; currents != null && o < circuit.outputs().nodes().size(); o++) {
      double amperes = currents[o * points.samples() + sample];
      sources += inject(circuit.outputs().nodes().get(o), amperes, points, sample);
    }
    double amplified = amplifiers(points, sample);
    return new Power(sources + voltageSources(points, sample), amplified, resistors, diodes);
  }

  private double resistors(double[] parameters, OperatingPoints points, int sample) {
    double[] heat = {0};
    for (Element.Conductances group : circuit.elements(Element.Conductances.class)) {
      group.forEachBranch(
          (a, b, parameter) -> {
            double drop = points.voltage(a, sample) - points.voltage(b, sample);
            double amperes = parameters[parameter] * drop;
            leaving[a] += amperes;
            leaving[b] -= amperes;
            heat[0] += amperes * drop;
          });
    }
    return heat[0];
  }

  private double inject(int node, double amperes, OperatingPoints points, int sample) {
    leaving[node] -= amperes;
    return amperes * points.voltage(node, sample);
  }

  /** From the last stage to the first: an amplifier's input draws from what feeds it. */
  private double amplifiers(OperatingPoints points, int sample) {
    double delivered = 0;
    for (Amplifier a : amplifiers) {
      double drawn = leaving[a.out()] / a.gain();
      delivered +=
          points.voltage(a.out(), sample) * leaving[a.out()]
              - points.voltage(a.in(), sample) * drawn;
      leaving[a.in()] += drawn;
    }
    return delivered;
  }

  private double voltageSources(OperatingPoints points, int sample) {
    double delivered = 0;
    for (Element.VoltageInputs group : circuit.elements(Element.VoltageInputs.class)) {
      for (int node : group.nodes().toArray()) {
        delivered += points.voltage(node, sample) * leaving[node];
      }
    }
    for (Element.BiasVoltages group : circuit.elements(Element.BiasVoltages.class)) {
      for (int node : group.nodes().toArray()) {
        delivered += points.voltage(node, sample) * leaving[node];
      }
    }
    return delivered;
  }
}
