package org.eqprop4j.analog.train;

/**
 * Samples as the engines want them: variable-major doubles.
 *
 * @param samples number of samples
 * @param features input voltages [V], {@code features x samples}
 * @param targets targets, {@code outputs x samples}
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier of buffers, never compared.
record Batch(int samples, double[] features, double[] targets) {}
