package org.eqprop4j.analog.engine.builtin;

import static org.eqprop4j.analog.engine.builtin.LaneKernels.LANES;

import java.util.Arrays;

/**
 * The unknowns of every lane and what the energy looks like there: its value, gradient and the
 * Hessian's diagonal.
 */
final class LaneState {
  private final ReducedSystem system;

  /** Unknown voltages, {@code unknowns x LANES} [V]. */
  double[] x;

  /** Gradient of the energy: Kirchhoff's current law, weighted, {@code unknowns x LANES} [A]. */
  double[] gradient;

  /** Diagonal of the Hessian, diodes included, {@code unknowns x LANES} [S]. */
  double[] diagonal;

  /**
   * Energy of each lane [W] up to a constant, and the sum of the magnitudes of its parts: the scale
   * of its rounding.
   */
  double[] energy = new double[LANES];

  double[] energyScale = new double[LANES];

  private final double[] drop;
  private final double[] current;
  private final double[] conductance;
  private final double[] coContent;

  LaneState(ReducedSystem system) {
    this.system = system;
    int size = system.unknowns * LANES;
    x = new double[size];
    gradient = new double[size];
    diagonal = new double[size];
    int room = DiodeBank.room(system.diodes);
    drop = new double[room];
    current = new double[room];
    conductance = new double[room];
    coContent = new double[room];
  }

  /**
   * Evaluates at {@code x}.
   *
   * @param rightSide K f + k + injected currents, {@code unknowns x LANES} [A]
   */
  void evaluate(double[] rightSide) {
    linearPart(rightSide);
    Arrays.fill(energy, 0);
    Arrays.fill(energyScale, 0);
    for (int i = 0; i < system.unknowns; i++) {
      int at = i * LANES;
      for (int l = 0; l < LANES; l++) {
        double term = 0.5 * x[at + l] * (gradient[at + l] - rightSide[at + l]);
        energy[l] += term;
        energyScale[l] += Math.abs(term);
      }
    }
    for (DiodeBank bank : system.diodes) {
      addDiodes(bank);
    }
  }

  /** The gradient of the quadratic part, H x - rightSide. */
  private void linearPart(double[] rightSide) {
    int leaves = system.leaves;
    int others = system.others;
    for (int i = 0; i < system.unknowns; i++) {
      int at = i * LANES;
      double h = system.diagonal[i];
      for (int l = 0; l < LANES; l++) {
        gradient[at + l] = h * x[at + l] - rightSide[at + l];
        diagonal[at + l] = h;
      }
    }
    for (int h = 0; h < leaves; h++) {
      LaneKernels.accumulate(
          system.couplingTransposed, h * others, others, x, leaves, gradient, h * LANES);
    }
    for (int i = 0; i < others; i++) {
      int at = (leaves + i) * LANES;
      LaneKernels.accumulate(system.coupling, i * leaves, leaves, x, 0, gradient, at);
      for (int j = 0; j < i; j++) {
        double c = system.otherCoupling[i * (i + 1) / 2 + j];
        if (c != 0) {
          LaneKernels.addScaled(c, x, (leaves + j) * LANES, gradient, at);
          LaneKernels.addScaled(c, x, at, gradient, (leaves + j) * LANES);
        }
      }
    }
  }

  private void addDiodes(DiodeBank bank) {
    for (int d = 0; d < bank.size; d++) {
      int at = bank.unknown[d] * LANES;
      double slope = bank.slope[d];
      double offset = bank.offset[d];
      for (int l = 0; l < LANES; l++) {
        drop[d * LANES + l] = slope * x[at + l] - offset;
      }
    }
    bank.model.evaluate(drop, current, conductance, coContent, 0, bank.size * LANES);
    for (int d = 0; d < bank.size; d++) {
      int at = bank.unknown[d] * LANES;
      int b = d * LANES;
      double weight = bank.weight[d];
      double first = weight * bank.slope[d];
      double second = first * bank.slope[d];
      for (int l = 0; l < LANES; l++) {
        gradient[at + l] += first * current[b + l];
        diagonal[at + l] += second * conductance[b + l];
        energy[l] += weight * coContent[b + l];
        energyScale[l] += weight * coContent[b + l];
      }
    }
  }
}
