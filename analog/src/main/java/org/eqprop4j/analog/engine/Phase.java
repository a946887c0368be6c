package org.eqprop4j.analog.engine;

/**
 * One phase of a batch.
 *
 * @param currents currents [A] injected into the output nodes, {@code output nodes x samples}, or
 *     null for none (the free phase). Not changed
 * @param result where the operating points are written
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier of buffers, never compared.
public record Phase(double[] currents, OperatingPoints result) {

  /** The phase in which nothing is injected. */
  public static Phase free(OperatingPoints result) {
    return new Phase(null, result);
  }
}
