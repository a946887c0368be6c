package org.eqprop4j.analog.train;

import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.LinearResponse;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.Workers;
import org.eqprop4j.analog.train.rule.NudgingRule;

/**
 * How the gradient is taken from the circuit. dC/dtheta = d/dbeta dE/dtheta along the nudged
 * equilibria (Scellier and Bengio 2017), with constant currents I_k = -(beta / w_k) dC/dV_k into
 * the output nodes, dC/dV_k taken in the free phase. Several threads may ask at the same time, each
 * for a part of a batch and with buffers of its own.
 */
public interface GradientEstimator {

  /**
   * Solves the nudged phases.
   *
   * @param features input voltages [V], {@code features x samples}
   * @param free converged operating points of the free phase
   * @param lossGradient dC/dV of the output nodes [1/V], {@code output nodes x samples}
   * @param buffers room for what is found; the result holds until they are used again
   */
  PhaseContrast contrast(
      CircuitSolver solver,
      double[] features,
      OperatingPoints free,
      double[] lossGradient,
      PhaseBuffers buffers);

  /**
   * Solves the free phase and the nudged phases.
   *
   * @param features input voltages [V], {@code features x samples}
   * @param free where the operating points of the free phase go
   * @param judge writes the {@code lossGradient} of ranges of samples that the free phase found;
   *     may be called by several threads at the same time
   * @param lossGradient dC/dV of the output nodes [1/V], {@code output nodes x samples}
   * @param buffers as for {@link #contrast}
   * @throws org.eqprop4j.analog.engine.SolveException if an operating point was not found
   */
  default PhaseContrast solve(
      CircuitSolver solver,
      double[] features,
      OperatingPoints free,
      Workers.RangeWork judge,
      double[] lossGradient,
      PhaseBuffers buffers) {
    solver.solve(features, null, judge, Phase.free(free));
    free.requireConverged();
    return contrast(solver, features, free, lossGradient, buffers);
  }

  /** The same in room of its own. */
  default PhaseContrast contrast(
      CircuitSolver solver, double[] features, OperatingPoints free, double[] lossGradient) {
    PhaseBuffers buffers = new PhaseBuffers(solver.circuit(), free.samples());
    return contrast(solver, features, free, lossGradient, buffers);
  }

  /**
   * The currents that the phase of the larger beta injects.
   *
   * @param lossGradient as for {@link #contrast}
   * @return [A], {@code output nodes x samples}
   */
  double[] currents(Circuit circuit, double[] lossGradient);

  /**
   * Two nudged phases, +beta and -beta: bias O(beta^2).
   *
   * @param beta nudging strength [S V^2], positive
   * @param rule what is injected
   */
  record Centred(double beta, NudgingRule rule) implements GradientEstimator {
    /** With currents in proportion to dC/dV. */
    public Centred(double beta) {
      this(beta, new NudgingRule.Proportional());
    }

    public Centred {
      if (!(beta > 0 && beta <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException("beta must be positive, got " + beta);
      }
    }

    @Override
    public PhaseContrast contrast(
        CircuitSolver solver,
        double[] features,
        OperatingPoints free,
        double[] lossGradient,
        PhaseBuffers buffers) {
      nudge(solver.circuit(), lossGradient, buffers, 0, free.samples());
      PhaseContrast contrast =
          PhaseContrast.between(buffers.upper, buffers.lower, 2 * beta, buffers);
      solver.solve(
          features, free, filling(solver, contrast), buffers.upperPhase(), buffers.lowerPhase());
      return contrast.requireConverged();
    }

    @Override
    public PhaseContrast solve(
        CircuitSolver solver,
        double[] features,
        OperatingPoints free,
        Workers.RangeWork judge,
        double[] lossGradient,
        PhaseBuffers buffers) {
      PhaseContrast contrast =
          PhaseContrast.between(buffers.upper, buffers.lower, 2 * beta, buffers);
      return solveAll(
          solver,
          features,
          free,
          judge,
          (first, end) -> nudge(solver.circuit(), lossGradient, buffers, first, end),
          contrast,
          buffers.upperPhase(),
          buffers.lowerPhase());
    }

    private void nudge(
        Circuit circuit, double[] lossGradient, PhaseBuffers buffers, int first, int end) {
      inject(circuit, lossGradient, rule, beta, buffers.upperCurrents, first, end);
      inject(circuit, lossGradient, rule, -beta, buffers.lowerCurrents, first, end);
    }

    @Override
    public double[] currents(Circuit circuit, double[] lossGradient) {
      double[] currents = new double[lossGradient.length];
      inject(circuit, lossGradient, rule, beta, currents);
      return currents;
    }
  }

  /**
   * The free phase and one nudged phase: bias O(beta).
   *
   * @param beta nudging strength [S V^2], of either sign
   * @param rule what is injected
   */
  record OneSided(double beta, NudgingRule rule) implements GradientEstimator {
    /** With currents in proportion to dC/dV. */
    public OneSided(double beta) {
      this(beta, new NudgingRule.Proportional());
    }

    public OneSided {
      if (!(Double.isFinite(beta) && beta != 0)) {
        throw new IllegalArgumentException("beta must be finite and not 0, got " + beta);
      }
    }

    @Override
    public PhaseContrast contrast(
        CircuitSolver solver,
        double[] features,
        OperatingPoints free,
        double[] lossGradient,
        PhaseBuffers buffers) {
      inject(solver.circuit(), lossGradient, rule, beta, buffers.upperCurrents);
      PhaseContrast contrast = PhaseContrast.between(buffers.upper, free, beta, buffers);
      solver.solve(features, free, filling(solver, contrast), buffers.upperPhase());
      return contrast.requireConverged();
    }

    @Override
    public PhaseContrast solve(
        CircuitSolver solver,
        double[] features,
        OperatingPoints free,
        Workers.RangeWork judge,
        double[] lossGradient,
        PhaseBuffers buffers) {
      PhaseContrast contrast = PhaseContrast.between(buffers.upper, free, beta, buffers);
      double[] currents = buffers.upperCurrents;
      return solveAll(
          solver,
          features,
          free,
          judge,
          (first, end) -> inject(solver.circuit(), lossGradient, rule, beta, currents, first, end),
          contrast,
          buffers.upperPhase());
    }

    @Override
    public double[] currents(Circuit circuit, double[] lossGradient) {
      double[] currents = new double[lossGradient.length];
      inject(circuit, lossGradient, rule, beta, currents);
      return currents;
    }
  }

  /**
   * The limit beta to 0 by one linear solve: the exact gradient. Needs an engine that offers {@link
   * LinearResponse}.
   */
  record Adjoint() implements GradientEstimator {
    @Override
    public PhaseContrast contrast(
        CircuitSolver solver,
        double[] features,
        OperatingPoints free,
        double[] lossGradient,
        PhaseBuffers buffers) {
      if (!(solver instanceof LinearResponse linear)) {
        throw new IllegalArgumentException(
            "this engine has no linear response, expected 'builtin' for the adjoint;"
                + " use centred nudging with other engines");
      }
      NudgingRule rule = new NudgingRule.Proportional();
      inject(solver.circuit(), lossGradient, rule, 1, buffers.upperCurrents);
      linear.linearResponse(free, buffers.upperCurrents, buffers.response);
      return PhaseContrast.derivative(free, buffers.response);
    }

    /** None. */
    @Override
    public double[] currents(Circuit circuit, double[] lossGradient) {
      return new double[lossGradient.length];
    }
  }

  /** All phases in one solve: what the free phase says sets the currents of the others. */
  private static PhaseContrast solveAll(
      CircuitSolver solver,
      double[] features,
      OperatingPoints free,
      Workers.RangeWork judge,
      Workers.RangeWork nudge,
      PhaseContrast contrast,
      Phase... nudged) {
    solver.solveFreeAndNudged(
        features,
        free,
        (first, end) -> {
          judge.run(first, end);
          nudge.run(first, end);
        },
        filling(solver, contrast),
        nudged);
    free.requireConverged();
    return contrast.requireConverged();
  }

  private static Workers.RangeWork filling(CircuitSolver solver, PhaseContrast contrast) {
    NodeReduction reduction = solver.circuit().reduction();
    return (first, end) -> contrast.fill(reduction, first, end);
  }

  /** The currents [A] into the output nodes, {@code output nodes x samples}. */
  private static void inject(
      Circuit circuit, double[] lossGradient, NudgingRule rule, double beta, double[] currents) {
    int samples = lossGradient.length / circuit.outputs().nodes().size();
    inject(circuit, lossGradient, rule, beta, currents, 0, samples);
  }

  /** The same for the samples from {@code first} (inclusive) to {@code end} (exclusive). */
  private static void inject(
      Circuit circuit,
      double[] lossGradient,
      NudgingRule rule,
      double beta,
      double[] currents,
      int first,
      int end) {
    int nodes = circuit.outputs().nodes().size();
    int samples = lossGradient.length / nodes;
    for (int o = 0; o < nodes; o++) {
      double strength = beta / circuit.zoneWeights().ofNode(circuit.outputs().nodes().get(o));
      for (int i = o * samples + first; i < o * samples + end; i++) {
        currents[i] = rule.current(strength, lossGradient[i]);
      }
    }
  }
}
