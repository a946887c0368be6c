package org.eqprop4j.analog.engine.builtin;

import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.PiecewiseLinearDiode;
import org.eqprop4j.analog.kernel.Kernels;

/**
 * The voltage at which each unknown settles if all others are held, as a function of the current
 * that these would draw from it at 0 V. With piecewise linear diodes that is a falling piecewise
 * linear function, the same for all samples. With ideal diodes it would be clipping (Scellier 2024,
 * section 3).
 */
final class NodeResponses {
  /** Limit, slope and intercept: see {@link Kernels#piecewiseLinear}. */
  private static final int VALUES = 3;

  /**
   * A diode at an unknown: beyond the kink it adds its step to the conductance.
   *
   * @param kink voltage of the unknown [V]
   * @param sign 1 if it conducts above the kink, -1 if below
   * @param step [S]
   */
  private record Kink(double kink, int sign, double step) {}

  private final ReducedSystem system;
  private final int[] first;
  private final double[] pieces;
  private final List<List<Kink>> kinks = new ArrayList<>();

  /** Conductance [S] and current at 0 V [A] of what is at each unknown, but for the kinks. */
  private final double[] siemens;

  private final double[] amperes;

  /**
   * Needs diodes that are piecewise linear, see {@link #areKnown}.
   *
   * @throws ClassCastException if they are not
   */
  NodeResponses(ReducedSystem system) {
    this.system = system;
    first = new int[system.unknowns + 1];
    for (DiodeBank bank : system.diodes) {
      for (int u : bank.unknown) {
        first[u + 1] += VALUES;
      }
    }
    for (int u = 0; u < system.unknowns; u++) {
      first[u + 1] += first[u] + VALUES;
      kinks.add(new ArrayList<>());
    }
    pieces = new double[first[system.unknowns]];
    siemens = new double[system.unknowns];
    amperes = new double[system.unknowns];
  }

  /** Whether the devices of a circuit are such that its nodes' responses have this form. */
  static boolean areKnown(Circuit circuit) {
    return circuit.elements(Element.Diodes.class).stream().allMatch(NodeResponses::isPiecewise);
  }

  private static boolean isPiecewise(Element.Diodes diodes) {
    return diodes.model() instanceof PiecewiseLinearDiode;
  }

  /**
   * Makes sure that they are.
   *
   * @throws IllegalArgumentException if they are not; names the first layer
   */
  static void requireKnown(Circuit circuit) {
    for (Element.Diodes diodes : circuit.elements(Element.Diodes.class)) {
      if (!isPiecewise(diodes)) {
        throw new IllegalArgumentException(
            "layer '"
                + diodes.name()
                + "': coordinate descent needs piecewise linear diodes, got "
                + diodes.model()
                + "; expected engine 'builtin'");
      }
    }
  }

  /** Takes over the parameters that the system has. */
  void set() {
    kinks.forEach(List::clear);
    System.arraycopy(system.diagonal, 0, siemens, 0, siemens.length);
    Arrays.fill(amperes, 0);
    for (DiodeBank bank : system.diodes) {
      add(bank, (PiecewiseLinearDiode) bank.model);
    }
    for (int u = 0; u < system.unknowns; u++) {
      kinks.get(u).sort(Comparator.comparingDouble(Kink::kink));
      setPieces(u, kinks.get(u));
    }
  }

  private void add(DiodeBank bank, PiecewiseLinearDiode model) {
    double off = 1 / model.offResistance();
    double step = 1 / model.onResistance() - off;
    for (int d = 0; d < bank.size; d++) {
      int u = bank.unknown[d];
      double slope = bank.slope[d];
      double weighted = bank.weight[d] * slope;
      siemens[u] += weighted * slope * off;
      amperes[u] -= weighted * bank.offset[d] * off;
      double kink = (bank.offset[d] + model.threshold()) / slope;
      kinks.get(u).add(new Kink(kink, slope > 0 ? 1 : -1, weighted * slope * step));
    }
  }

  /** From the piece below all kinks, where the diodes that conduct downwards do, to that above. */
  private void setPieces(int u, List<Kink> sorted) {
    double limit = Double.POSITIVE_INFINITY;
    for (int piece = 0; piece <= sorted.size(); piece++) {
      // Summed up anew for each piece: differences of large conductances would leave rounding.
      double g = siemens[u];
      double current = amperes[u];
      for (int k = 0; k < sorted.size(); k++) {
        Kink kink = sorted.get(k);
        if (kink.sign() > 0 == k < piece) {
          g += kink.step();
          current -= kink.step() * kink.kink();
        }
      }
      int at = first[u] + piece * VALUES;
      pieces[at] = limit;
      pieces[at + 1] = -1 / g;
      pieces[at + 2] = -current / g;
      if (piece < sorted.size()) {
        limit = -(g * sorted.get(piece).kink() + current);
      }
    }
  }

  /**
   * The voltages of unknowns from {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @param drawn currents that flow into the others at 0 V, {@code unknowns x LANES} [A]
   * @param out [V], one row behind the other from {@code at}, written
   */
  void settle(int from, int to, double[] drawn, double[] out, int at) {
    Kernels kernels = Kernels.active();
    for (int u = from; u < to; u++) {
      int row = at + (u - from) * LANES;
      kernels.piecewiseLinear(pieces, first[u], first[u + 1], drawn, u * LANES, out, row);
    }
  }
}
