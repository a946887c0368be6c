package org.eqprop4j.analog.train;

import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.engine.OperatingPoints;

/**
 * What two phases tell about every node: where it was in the mean and how it moved per unit of
 * beta. For a conductance the difference of co-contents (u1^2 - u0^2) / 2 is the mean drop times
 * its change, exactly; written that way it does not lose digits when the phases are close. All
 * arrays are {@code nodes x samples}.
 */
public final class PhaseContrast {
  private final OperatingPoints upper;
  private final OperatingPoints lower;
  private final double span;
  private final double[] mean;
  private final double[] response;

  private PhaseContrast(
      OperatingPoints upper, OperatingPoints lower, double span, double[] mean, double[] response) {
    this.upper = upper;
    this.lower = lower;
    this.span = span;
    this.mean = mean;
    this.response = response;
  }

  /**
   * The contrast of two phases whose nudging differs by {@code span} [S V^2], to be filled once
   * they are solved.
   *
   * @param buffers where means and responses are kept
   */
  static PhaseContrast between(
      OperatingPoints upper, OperatingPoints lower, double span, PhaseBuffers buffers) {
    return new PhaseContrast(upper, lower, span, buffers.mean, buffers.response);
  }

  /**
   * Takes over the samples from {@code first} (inclusive) to {@code end} (exclusive). Nodes that
   * sources hold have no response, and nothing is written to theirs.
   */
  void fill(NodeReduction reduction, int first, int end) {
    double[] high = upper.voltages();
    double[] low = lower.voltages();
    double perSpan = 1 / span;
    for (int node = 0; node < upper.nodes(); node++) {
      int at = node * samples();
      if (reduction.isDriven(node)) {
        System.arraycopy(low, at + first, mean, at + first, end - first);
        continue;
      }
      for (int i = at + first; i < at + end; i++) {
        mean[i] = 0.5 * (high[i] + low[i]);
        response[i] = (high[i] - low[i]) * perSpan;
      }
    }
  }

  /**
   * Fails unless both phases were found.
   *
   * @throws org.eqprop4j.analog.engine.SolveException as {@link OperatingPoints#requireConverged}
   */
  PhaseContrast requireConverged() {
    upper.requireConverged();
    lower.requireConverged();
    return this;
  }

  /** The limit of vanishing nudging: the free phase and its derivative with respect to beta. */
  static PhaseContrast derivative(OperatingPoints free, double[] response) {
    return new PhaseContrast(free, free, 0, free.voltages(), response);
  }

  /** Operating points of the phase of the larger beta; the free phase for the adjoint. */
  public OperatingPoints upper() {
    return upper;
  }

  /** Operating points of the phase of the smaller beta; the free phase if nudging is one-sided. */
  public OperatingPoints lower() {
    return lower;
  }

  /** Difference of the two phases' beta [S V^2]; 0 for the adjoint. */
  public double span() {
    return span;
  }

  int samples() {
    return upper.samples();
  }

  /** Mean node voltages [V]. Not a copy. */
  double[] mean() {
    return mean;
  }

  /** dV/dbeta of the nodes [1/(A)] = [V / (S V^2)]. Not a copy. */
  double[] response() {
    return response;
  }

  /** dI/dbeta of a diode with drop = sign (V - bias) at a node. */
  double currentResponse(DiodeModel model, int node, int sample, int sign, double bias) {
    int i = node * samples() + sample;
    if (span == 0) {
      return model.conductance(sign * (mean[i] - bias)) * sign * response[i];
    }
    return (model.current(sign * (upper.voltages()[i] - bias))
            - model.current(sign * (lower.voltages()[i] - bias)))
        / span;
  }
}
