package org.eqprop4j.experiments.bench;

/**
 * CPU time per sample [us], the mean over what was measured after the warm-up: with one thread its
 * own, with several that of the process.
 *
 * @param kernels the inner loops that ran
 * @param conductances number of resistors
 * @param setParameters taking over new parameters, shared by a batch
 * @param free free phase and loss
 * @param nudged both nudged phases of the centred estimate
 * @param gradient the gradient of all parameters
 * @param steps mean Newton steps of the free phase
 * @param allocated bytes allocated per sample by the calling thread
 */
public record BenchResult(
    String network,
    String kernels,
    int threads,
    int batch,
    int conductances,
    double setParameters,
    double free,
    double nudged,
    double gradient,
    double steps,
    double allocated) {}
