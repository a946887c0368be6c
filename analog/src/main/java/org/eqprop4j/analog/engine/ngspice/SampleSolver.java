package org.eqprop4j.analog.engine.ngspice;

import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.engine.CurrentCheck;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.OperatingPoints.Status;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;

/**
 * Solves one sample after the other in an instance, and believes a voltage only when the currents
 * at every node say so.
 */
final class SampleSolver {
  /** What of the tolerance the check may use: the rest is for how nodes pull at each other. */
  private static final double CHECKED_PART = 0.01;

  /** Units in the last place that do not count. */
  private static final double ROUNDING = 1000;

  /** Points asked for at one sample before it is given up; each goes on from the one before. */
  private static final int ATTEMPTS = 6;

  /** Starts from scratch, after ngspice found nothing, before a sample is given up. */
  private static final int RESTARTS = 2;

  private final Circuit circuit;
  private final SolverOptions options;
  private final SweptCircuit swept;
  private final CurrentCheck check;
  private final int[] solvedNodes;
  private final double[] values;
  private final double[] solved;
  private final double[] voltages;
  private double[] parameters;
  private boolean parametersChanged;
  private PausedSweep sweep;

  SampleSolver(Circuit circuit, SolverOptions options, boolean folded) {
    this.circuit = circuit;
    this.options = options;
    this.swept = new SweptCircuit(circuit, folded);
    this.check = new CurrentCheck(circuit);
    this.solvedNodes = swept.solvedNodes();
    this.values = new double[swept.deck().deviceCount()];
    this.solved = new double[solvedNodes.length];
    this.voltages = new double[circuit.nodeCount()];
  }

  void setParameters(double[] changed) {
    parameters = changed;
    parametersChanged = true;
  }

  /** Forgets that anything was loaded. */
  void forget() {
    sweep = null;
  }

  /** Takes the circuit out of the instance. On its thread. */
  void unload() {
    if (sweep != null) {
      sweep.unload();
      sweep = null;
    }
  }

  /** Solves all phases of a sample. On the instance's thread. */
  void solve(NgspiceInstance instance, double[] features, int sample, Phase... phases) {
    if (parametersChanged) {
      swept.parameters(parameters, values);
      parametersChanged = false;
    }
    for (Phase phase : phases) {
      int samples = phase.result().samples();
      swept.sample(features, phase.currents(), samples, sample, values);
      if (isFinite(features, samples, sample) && isFinite(values)) {
        solvePhase(instance, features, sample, phase);
      } else {
        Lane.fail(phase.result(), sample, Status.NOT_FINITE, null);
      }
    }
  }

  private static boolean isFinite(double[] features, int samples, int sample) {
    for (int i = sample; i < features.length; i += samples) {
      if (!Double.isFinite(features[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFinite(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private void solvePhase(NgspiceInstance instance, double[] features, int sample, Phase phase) {
    OperatingPoints result = phase.result();
    if (sweep == null) {
      sweep =
          new PausedSweep(
              instance, swept.deck(), values, swept.solvedNames(), options.maxIterations());
    } else {
      sweep.alter(values);
    }
    String said = "";
    int losses = 0;
    for (int attempt = 1; attempt <= ATTEMPTS && losses < RESTARTS; attempt++) {
      if (!sweep.step(solved)) {
        said = instance.said();
        losses++;
        sweep.restart();
        continue;
      }
      gather(features, result.samples(), sample);
      check.check(parameters, voltages, phase.currents(), result.samples(), sample);
      if (check.worstVolts() <= allowed()) {
        store(result, sample);
        result.report(sample, Status.CONVERGED, check.worstAmperes(), attempt);
        return;
      }
    }
    // ngspice names the limit when its last resort, source stepping, has failed as well.
    boolean limit = losses == 0 || said.contains("iteration limit");
    Lane.fail(result, sample, limit ? Status.ITERATION_LIMIT : Status.SIMULATOR_ERROR, said);
  }

  /** The simulator's own arithmetic leaves some units in the last place of the largest voltage. */
  private double allowed() {
    double largest = 1;
    for (double v : voltages) {
      largest = Math.max(largest, Math.abs(v));
    }
    return Math.max(CHECKED_PART * options.voltageTolerance(), ROUNDING * Math.ulp(largest));
  }

  private void gather(double[] features, int samples, int sample) {
    NodeReduction reduction = circuit.reduction();
    for (int node = 0; node < voltages.length; node++) {
      voltages[node] =
          reduction.shift(node)
              + switch (reduction.root(node)) {
                case FEATURE ->
                    reduction.scale(node) * features[reduction.index(node) * samples + sample];
                case PARAMETER -> reduction.scale(node) * parameters[reduction.index(node)];
                case GROUND, UNKNOWN -> 0;
              };
    }
    for (int i = 0; i < solvedNodes.length; i++) {
      voltages[solvedNodes[i]] = solved[i];
    }
  }

  private void store(OperatingPoints result, int sample) {
    for (int node = 0; node < voltages.length; node++) {
      result.voltages()[node * result.samples() + sample] = voltages[node];
    }
  }
}
