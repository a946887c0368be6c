package org.eqprop4j.analog.engine.xyce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.engine.CurrentCheck;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.OperatingPoints.Status;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.xyce.StepTable.Step;

/**
 * Solves some samples in all their phases in one run, and once more, to a higher accuracy, those
 * whose currents do not add up. A voltage is believed only when they do.
 */
final class SampleBlock {
  /** What of the tolerance the check may use: the rest is for how nodes pull at each other. */
  private static final double CHECKED_PART = 0.01;

  /** Runs a netlist with a number of steps. */
  interface Runner {
    Sweep run(String netlist, int steps);
  }

  private final Circuit circuit;
  private final SolverOptions options;
  private final SweptNetlist netlist;
  private final Runner runner;
  private final double[] parameters;
  private final double[] features;
  private final CurrentCheck check;
  private final double[] voltages;

  /**
   * @param features input voltages [V], {@code featureCount x samples}
   */
  SampleBlock(
      Circuit circuit,
      SolverOptions options,
      SweptNetlist netlist,
      Runner runner,
      double[] parameters,
      double[] features) {
    this.circuit = circuit;
    this.options = options;
    this.netlist = netlist;
    this.runner = runner;
    this.parameters = parameters;
    this.features = features;
    this.check = new CurrentCheck(circuit);
    this.voltages = new double[circuit.nodeCount()];
  }

  /** Solves the samples from {@code first} (inclusive) to {@code end} (exclusive). */
  void solve(String devices, int first, int end, Phase... phases) {
    List<Step> steps = new ArrayList<>();
    for (int sample = first; sample < end; sample++) {
      for (Phase phase : phases) {
        int samples = phase.result().samples();
        if (isFinite(features, samples, sample)
            && (phase.currents() == null || isFinite(phase.currents(), samples, sample))) {
          steps.add(new Step(sample, phase));
        } else {
          fail(new Step(sample, phase), Status.NOT_FINITE, Double.NaN, 0, null);
        }
      }
    }
    for (int i = 0; i < Accuracy.IN_TURN.size() && !steps.isEmpty(); i++) {
      steps = attempt(devices, steps, Accuracy.IN_TURN.get(i), i + 1);
    }
  }

  /** Returns the steps that are worth another attempt; all others have their final status. */
  private List<Step> attempt(String devices, List<Step> steps, Accuracy accuracy, int number) {
    StepTable table = new StepTable(circuit, features, steps);
    Sweep sweep =
        runner.run(netlist.text(devices, table, accuracy, options.maxIterations()), steps.size());
    List<Step> again = new ArrayList<>();
    for (int s = 0; s < steps.size(); s++) {
      Step step = steps.get(s);
      if (sweep.table().has(s)) {
        gather(sweep.table(), s, step);
        if (!accept(step, number)) {
          again.add(step);
        }
      } else if (!sweep.inTime()) {
        fail(step, Status.TIME_LIMIT, Double.NaN, number, sweep.said());
      } else {
        boolean gaveUp = sweep.failedSteps().contains(s + 1);
        Status status = gaveUp ? Status.ITERATION_LIMIT : Status.SIMULATOR_ERROR;
        fail(step, status, Double.NaN, number, sweep.said());
        again.add(step);
      }
    }
    return again;
  }

  private static boolean isFinite(double[] values, int samples, int sample) {
    for (int i = sample; i < values.length; i += samples) {
      if (!Double.isFinite(values[i])) {
        return false;
      }
    }
    return true;
  }

  /** All nodes follow from those that were printed. */
  private void gather(SweepTable table, int row, Step step) {
    NodeReduction reduction = circuit.reduction();
    int samples = step.phase().result().samples();
    for (int node = 0; node < voltages.length; node++) {
      int index = reduction.index(node);
      double root =
          switch (reduction.root(node)) {
            case UNKNOWN -> table.value(row, index);
            case FEATURE -> features[index * samples + step.sample()];
            case PARAMETER -> parameters[index];
            case GROUND -> 0;
          };
      voltages[node] = reduction.scale(node) * root + reduction.shift(node);
    }
  }

  private boolean accept(Step step, int attempts) {
    OperatingPoints result = step.phase().result();
    int sample = step.sample();
    check.check(parameters, voltages, step.phase().currents(), result.samples(), sample);
    if (!(check.worstVolts() <= allowed())) {
      fail(step, Status.ITERATION_LIMIT, check.worstAmperes(), attempts, null);
      return false;
    }
    for (int node = 0; node < voltages.length; node++) {
      result.voltages()[node * result.samples() + sample] = voltages[node];
    }
    result.report(sample, Status.CONVERGED, check.worstAmperes(), attempts);
    return true;
  }

  /** Rounding alone leaves some units in the last place of the largest voltage. */
  private double allowed() {
    double largest = Arrays.stream(voltages).map(Math::abs).max().orElse(0);
    return Math.max(CHECKED_PART * options.voltageTolerance(), 64 * Math.ulp(largest));
  }

  private static void fail(Step step, Status status, double amperes, int attempts, String said) {
    OperatingPoints result = step.phase().result();
    for (int node = 0; node < result.nodes(); node++) {
      result.voltages()[node * result.samples() + step.sample()] = Double.NaN;
    }
    result.report(step.sample(), status, amperes, attempts, said);
  }
}
