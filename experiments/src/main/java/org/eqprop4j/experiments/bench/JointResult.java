package org.eqprop4j.experiments.bench;

/**
 * How long a batch takes in the training of a front-end with its digital output layer and together
 * with a circuit.
 *
 * @param images whether they were real ones or random
 * @param repetitions how often both were measured, one after the other
 * @param digitalCpu processor time of a batch with the digital output layer, median [ms]
 * @param jointCpu the same with the circuit [ms]
 * @param cpuRatio of the two in the same repetition, median
 * @param digitalWall time of a batch with the digital output layer, median [ms]
 * @param jointWall the same with the circuit [ms]
 * @param wallRatio of the two in the same repetition, median
 */
public record JointResult(
    String frontEnd,
    String images,
    int batch,
    int threads,
    int repetitions,
    double digitalCpu,
    double jointCpu,
    double cpuRatio,
    double digitalWall,
    double jointWall,
    double wallRatio) {}
