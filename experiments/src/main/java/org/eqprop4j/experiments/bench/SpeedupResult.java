package org.eqprop4j.experiments.bench;

/**
 * A training by one thread against the same by several, in turns.
 *
 * @param kernels the inner loops that ran
 * @param threads of the second training
 * @param turns number of turns of each
 * @param batches of a turn
 * @param alone wall time per sample with one thread, the median of all turns [us]
 * @param shared the same with several
 * @param speedup ratio of both in one pair of turns, the median of all
 * @param least the smallest ratio
 * @param most the largest
 * @param equal whether both end with bitwise equal parameters
 */
public record SpeedupResult(
    String network,
    String kernels,
    int threads,
    int turns,
    int batches,
    double alone,
    double shared,
    double speedup,
    double least,
    double most,
    boolean equal) {}
