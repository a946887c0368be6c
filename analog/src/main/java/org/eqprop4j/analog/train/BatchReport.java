package org.eqprop4j.analog.train;

import org.eqprop4j.analog.model.Model;

/**
 * All that is measured in one training step. The arrays are the ones in use: to be read during the
 * call only.
 *
 * @param epoch number of the epoch, from 1
 * @param batch number of the batch in its epoch, from 1
 * @param step number of updates made before this one
 * @param model with the parameters that the phases were measured with
 * @param features input voltages [V], {@code features x samples}
 * @param free what the free phase says
 * @param contrast the nudged phases
 * @param currents injected in the phase of the larger beta [A], {@code output nodes x samples}
 * @param gradient mean over the samples of dC/dtheta, or of what a rule has in its place, one per
 *     parameter
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier of buffers, never compared.
public record BatchReport(
    int epoch,
    int batch,
    long step,
    Model model,
    double[] features,
    AnalogNetwork.Free free,
    PhaseContrast contrast,
    double[] currents,
    double[] gradient) {}
