package org.eqprop4j.analog.train;

/**
 * A copy of what one training step measured, to be kept.
 *
 * @param parameters that the phases were measured with
 * @param free node voltages of the free phase [V], {@code nodes x samples}
 * @param upper node voltages of the phase of the larger beta [V], likewise
 * @param lower node voltages of the phase of the smaller beta [V], likewise
 * @param currents injected in the phase of the larger beta [A], {@code output nodes x samples}
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier of recorded data, never compared.
public record PhaseRecord(
    long step,
    double[] parameters,
    double[] free,
    double[] upper,
    double[] lower,
    double[] currents) {

  /** Copies the arrays of a report. */
  public static PhaseRecord of(BatchReport report) {
    return new PhaseRecord(
        report.step(),
        report.model().parameters().clone(),
        report.free().points().voltages().clone(),
        report.contrast().upper().voltages().clone(),
        report.contrast().lower().voltages().clone(),
        report.currents().clone());
  }
}
