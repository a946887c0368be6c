package org.eqprop4j.analog.engine.builtin;

import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.util.Arrays;
import org.eqprop4j.analog.kernel.Kernels;

/**
 * The unknowns of every lane and what the energy looks like there: its gradient, the Hessian's
 * diagonal and, where it is asked for, its value.
 */
final class LaneState {
  private final ReducedSystem system;

  /** Unknown voltages, {@code unknowns x LANES} [V]. */
  final double[] x;

  /** Gradient of the energy: Kirchhoff's current law, weighted, {@code unknowns x LANES} [A]. */
  final double[] gradient;

  /** Diagonal of the Hessian, diodes included, {@code unknowns x LANES} [S]. */
  final double[] diagonal;

  /**
   * Energy of each lane [W] up to a constant, and the sum of the magnitudes of its parts: the scale
   * of its rounding.
   */
  final double[] energy = new double[LANES];

  final double[] energyScale = new double[LANES];

  /** The diodes' part of both: co-content is never negative. */
  final double[] diodeEnergy = new double[LANES];

  private boolean hasEnergy;

  LaneState(ReducedSystem system) {
    this.system = system;
    int size = system.unknowns * LANES;
    x = new double[size];
    gradient = new double[size];
    diagonal = new double[size];
  }

  /**
   * Evaluates gradient and diagonal at {@code x}.
   *
   * @param rightSide K f + k + injected currents, {@code unknowns x LANES} [A]
   */
  void evaluate(double[] rightSide, DiodeBuffers buffers) {
    evaluate(rightSide, buffers, false);
  }

  /** The energy at {@code x} too, unless it is there: few steps need it, and diodes cost more. */
  void findEnergy(double[] rightSide, DiodeBuffers buffers) {
    if (!hasEnergy) {
      evaluate(rightSide, buffers, true);
    }
  }

  private void evaluate(double[] rightSide, DiodeBuffers buffers, boolean withEnergy) {
    hasEnergy = withEnergy;
    Kernels kernels = Kernels.active();
    int others = system.leaves * LANES;
    kernels.scaleAndSubtract(system.diagonal, x, rightSide, gradient, system.unknowns);
    kernels.multiplyAdd(system.couplingTransposed, x, others, gradient, 0);
    kernels.multiplyAdd(system.coupling, x, 0, gradient, others);
    if (system.othersCoupled) {
      kernels.multiplyAdd(system.otherMatrix, x, others, gradient, others);
    }
    if (withEnergy) {
      kernels.energy(x, gradient, rightSide, system.unknowns, energy, energyScale);
    }
    for (int i = 0; i < system.unknowns; i++) {
      Arrays.fill(diagonal, i * LANES, (i + 1) * LANES, system.diagonal[i]);
    }
    Arrays.fill(diodeEnergy, 0);
    for (DiodeBank bank : system.diodes) {
      bank.addTo(this, buffers, withEnergy);
    }
    for (int l = 0; l < LANES && withEnergy; l++) {
      energy[l] += diodeEnergy[l];
      energyScale[l] += diodeEnergy[l];
    }
  }

  /**
   * Gradient and diagonal of some unknowns with all others held; the rest is overwritten.
   *
   * @param drawn what flows from each unknown into sources and neighbours at 0 V [A]
   */
  void evaluateAlone(double[] drawn, int from, int to, DiodeBuffers buffers) {
    for (int i = from; i < to; i++) {
      int at = i * LANES;
      System.arraycopy(drawn, at, gradient, at, LANES);
      Kernels.active().addScaled(system.diagonal[i], x, at, gradient, at);
      Arrays.fill(diagonal, at, at + LANES, system.diagonal[i]);
    }
    for (DiodeBank bank : system.diodes) {
      if (bank.touches(from, to)) {
        bank.addTo(this, buffers, false);
      }
    }
  }
}
