package org.eqprop4j.analog.train;

/**
 * What an epoch of training was like.
 *
 * @param epoch its number, from 1
 * @param step number of updates made up to its end
 * @param samples number of samples seen
 * @param loss mean loss, each sample before the update of its batch
 * @param accuracy part classified right, likewise
 */
public record EpochResult(int epoch, long step, int samples, double loss, double accuracy) {}
