package org.eqprop4j.analog.engine;

import java.util.Arrays;

/**
 * Node voltages of a batch of samples, and how well each was found. Written by a solver, read by
 * everybody else.
 */
public final class OperatingPoints {

  /** What became of a sample. The text says what to do about it. */
  public enum Status {
    /** Nothing was solved yet. */
    UNSOLVED("solve it first"),
    /** Voltages are within the tolerance. */
    CONVERGED("nothing to do"),
    /** The step limit was reached. */
    ITERATION_LIMIT("allow more iterations or a wider voltage tolerance"),
    /** The numbers left the range of double precision. */
    NOT_FINITE("look for extreme inputs, conductances or currents"),
    /** The simulator did not come back in time; it was given up and replaced. */
    TIME_LIMIT("look for a badly scaled circuit or allow more time"),
    /** The simulator reported an error. */
    SIMULATOR_ERROR("read the simulator's message");

    private final String remedy;

    Status(String remedy) {
      this.remedy = remedy;
    }

    /** What to do about it. */
    public String remedy() {
      return remedy;
    }
  }

  private final int nodes;
  private final int samples;
  private final int first;
  private final double[] voltages;
  private final Status[] status;
  private final double[] residual;
  private final int[] iterations;
  private final String[] detail;

  /** Room for {@code samples} operating points of a circuit with {@code nodes} nodes. */
  public OperatingPoints(int nodes, int samples) {
    this(nodes, samples, 0);
  }

  /**
   * The same for a part of a batch.
   *
   * @param first number of the part's first sample in the batch, for messages
   */
  public OperatingPoints(int nodes, int samples, int first) {
    this.nodes = nodes;
    this.samples = samples;
    this.first = first;
    this.voltages = new double[Math.multiplyExact(nodes, samples)];
    this.status = new Status[samples];
    Arrays.fill(status, Status.UNSOLVED);
    this.residual = new double[samples];
    this.iterations = new int[samples];
    this.detail = new String[samples];
  }

  public int nodes() {
    return nodes;
  }

  public int samples() {
    return samples;
  }

  /**
   * Voltages [V], {@code nodes x samples}. The array itself, for solvers to write and others to
   * read.
   */
  public double[] voltages() {
    return voltages;
  }

  /** Voltage of a node in a sample [V]. */
  public double voltage(int node, int sample) {
    return voltages[node * samples + sample];
  }

  public Status status(int sample) {
    return status[sample];
  }

  /**
   * Largest violation of Kirchhoff's current law at an unknown node, amplifier currents included
   * [A].
   */
  public double residual(int sample) {
    return residual[sample];
  }

  /** Newton steps taken; for a simulator that does not tell, the points that it was asked for. */
  public int iterations(int sample) {
    return iterations[sample];
  }

  /** What a simulator said about a sample that failed; empty if it said nothing. */
  public String detail(int sample) {
    return detail[sample] == null ? "" : detail[sample];
  }

  /** Records how a sample went. For solvers. */
  public void report(int sample, Status outcome, double amperes, int steps) {
    report(sample, outcome, amperes, steps, null);
  }

  /** Records how a sample went, with what the simulator said, or null. For solvers. */
  public void report(int sample, Status outcome, double amperes, int steps, String said) {
    detail[sample] = said;
    status[sample] = outcome;
    residual[sample] = amperes;
    iterations[sample] = steps;
  }

  /** Whether the samples from {@code first} (inclusive) to {@code end} (exclusive) converged. */
  public boolean converged(int first, int end) {
    for (int s = first; s < end; s++) {
      if (status[s] != Status.CONVERGED) {
        return false;
      }
    }
    return true;
  }

  /**
   * Fails unless every sample converged.
   *
   * @throws SolveException naming the first sample that did not, its residual and the remedy
   */
  public OperatingPoints requireConverged() {
    for (int s = 0; s < samples; s++) {
      if (status[s] != Status.CONVERGED) {
        throw new SolveException(
            String.format(
                "sample %d of the batch: %s after %d steps, residual %.3g A: %s%s",
                first + s,
                status[s],
                iterations[s],
                residual[s],
                status[s].remedy(),
                detail(s).isEmpty() ? "" : System.lineSeparator() + detail(s)));
      }
    }
    return this;
  }
}
