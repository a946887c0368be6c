package org.eqprop4j.experiments.bench;

import java.util.List;

/**
 * A training by one thread against the same by several, in turns.
 *
 * @param kernels the inner loops that ran
 * @param threads of the second training
 * @param batch samples of a batch
 * @param turns number of turns of each
 * @param batches of a turn
 * @param alone wall time per sample with one thread, the median of all turns [us]
 * @param shared the same with several
 * @param speedup ratio of both in one pair of turns, the median of all
 * @param least the smallest ratio
 * @param most the largest
 * @param limit how many times the work of one training as many do in the same time that have a
 *     thread each and nothing in common, the median of all turns
 * @param idle the speed-up where the cores were idle: the median of the turns in which the limit
 *     was at least {@link #IDLE} of the threads, NaN if there were none
 * @param idleTurns number of those turns
 * @param roundTrip of a value between two threads, the median of all turns [ns]
 * @param ratios of all turns
 * @param limits of all turns
 * @param roundTrips before each turn and after the last [ns]
 * @param equal whether both end with bitwise equal parameters
 */
public record SpeedupResult(
    String network,
    String kernels,
    int threads,
    int batch,
    int turns,
    int batches,
    double alone,
    double shared,
    double speedup,
    double least,
    double most,
    double limit,
    double idle,
    int idleTurns,
    double roundTrip,
    List<Double> ratios,
    List<Double> limits,
    List<Double> roundTrips,
    boolean equal) {
  /** What is left of each core where nothing else uses it, but for what cores share. */
  public static final double IDLE = 0.97;
}
