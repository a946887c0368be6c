package org.eqprop4j.experiments.bench;

/**
 * How fast a kernel is on one core.
 *
 * @param kernel what was measured, see {@link KernelBenchmark}
 * @param kernels the kind of kernels that ran
 * @param nanoseconds CPU time of one call
 * @param multiplyAdds what a call must compute
 * @param rate multiply-adds per nanosecond
 * @param shareOfPeak the rate over the highest that the processor reached in the same run
 */
public record KernelResult(
    String kernel,
    String kernels,
    double nanoseconds,
    double multiplyAdds,
    double rate,
    double shareOfPeak) {}
