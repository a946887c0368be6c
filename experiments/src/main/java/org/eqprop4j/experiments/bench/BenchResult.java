package org.eqprop4j.experiments.bench;

/**
 * Time per sample [us], the mean over what was measured after the warm-up. The parts are CPU time
 * with one thread and wall time with several.
 *
 * @param kernels the inner loops that ran
 * @param conductances number of resistors
 * @param setParameters taking over new parameters, shared by a batch
 * @param free the free phase
 * @param nudged both nudged phases of the centred estimate
 * @param rest data, loss, gradient and optimiser
 * @param cpu CPU time of all threads; with several that of the process, measured in 10 ms
 * @param wall time that passed
 * @param freeSteps mean Newton steps of the free phase
 * @param nudgedSteps mean Newton steps of a nudged phase
 * @param multiplyAdds by the cost model
 * @param shareOfPeak part of what the threads' CPU time could do at the measured peak
 * @param heapMegabytes what network, engine and trainer hold on the heap beside model and data [MB]
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
    double rest,
    double cpu,
    double wall,
    double freeSteps,
    double nudgedSteps,
    double multiplyAdds,
    double shareOfPeak,
    double heapMegabytes,
    double allocated) {}
