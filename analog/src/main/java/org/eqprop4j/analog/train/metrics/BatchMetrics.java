package org.eqprop4j.analog.train.metrics;

import java.util.Map;

/**
 * A look into the circuit at one training step.
 *
 * @param epoch number of the epoch, from 1
 * @param batch number of the batch in its epoch, from 1
 * @param step number of updates made before
 * @param loss mean loss of the batch
 * @param gradientNorms of each layer with parameters [1/S, 1/V or 1/A]
 * @param conductances of each layer of conductances, between its least and its largest [S]
 * @param voltages of all nodes in the free phase, between the least and the largest [V]
 * @param diodeSaturation part of each layer's diodes that are saturated in the free phase
 * @param injected nudging currents
 * @param free power in the free phase, which is that of an inference
 * @param nudged power in the phase of the larger beta
 */
public record BatchMetrics(
    int epoch,
    int batch,
    long step,
    double loss,
    Map<String, Double> gradientNorms,
    Map<String, Histogram> conductances,
    Histogram voltages,
    Map<String, Double> diodeSaturation,
    InjectedCurrents injected,
    Power free,
    Power nudged) {}
