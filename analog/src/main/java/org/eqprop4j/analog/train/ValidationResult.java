package org.eqprop4j.analog.train;

/**
 * How the model did on the validation data.
 *
 * @param epoch number of the epoch, from 1
 * @param step number of updates made before
 * @param loss mean loss
 * @param accuracy part classified right
 */
public record ValidationResult(int epoch, long step, double loss, double accuracy) {}
