package org.eqprop4j.analog.train;

import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;

/**
 * Room for what an estimator finds in the nudged phases of a batch, to be used for one batch after
 * the other. A {@link PhaseContrast} made in it holds until the next.
 */
public final class PhaseBuffers {
  final OperatingPoints upper;
  final OperatingPoints lower;

  /** Injected currents [A], {@code output nodes x samples}. */
  final double[] upperCurrents;

  final double[] lowerCurrents;

  /** For {@link PhaseContrast}, {@code nodes x samples}. */
  final double[] mean;

  final double[] response;

  /** Room for batches of so many samples. */
  public PhaseBuffers(Circuit circuit, int samples) {
    this(circuit, samples, 0);
  }

  /**
   * The same for parts of batches.
   *
   * @param first number of their first sample in the batch
   */
  PhaseBuffers(Circuit circuit, int samples, int first) {
    upper = new OperatingPoints(circuit.nodeCount(), samples, first);
    lower = new OperatingPoints(circuit.nodeCount(), samples, first);
    upperCurrents = new double[circuit.outputs().nodes().size() * samples];
    lowerCurrents = new double[upperCurrents.length];
    mean = new double[upper.voltages().length];
    response = new double[mean.length];
  }

  /** The phase of the larger beta. */
  Phase upperPhase() {
    return new Phase(upperCurrents, upper);
  }

  /** The phase of the smaller beta. */
  Phase lowerPhase() {
    return new Phase(lowerCurrents, lower);
  }

  /** Number of samples of a batch. */
  public int samples() {
    return upper.samples();
  }
}
