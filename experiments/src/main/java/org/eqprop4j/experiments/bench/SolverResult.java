package org.eqprop4j.experiments.bench;

/**
 * How fast and how exactly an engine solves a network, on one thread.
 *
 * @param diodes their kind
 * @param free CPU time of a free phase from a cold start per sample [us]
 * @param nudged CPU time of two opposite nudged phases, started from the free one [us]
 * @param relativeTime free and nudged, over those of the first engine that was measured
 * @param steps mean steps of the free phase: of Newton's method, sweeps, or points asked for
 * @param residualAmperes largest violation of Kirchhoff's law at a node, computed apart from the
 *     engine
 * @param errorVolts largest distance of a node from Newton's method at 1e-13 V
 * @param heapMegabytes what circuit and engine hold on the heap [MB]
 */
public record SolverResult(
    String network,
    String diodes,
    String engine,
    String version,
    int batch,
    double free,
    double nudged,
    double relativeTime,
    double steps,
    double residualAmperes,
    double errorVolts,
    double heapMegabytes) {

  double sum() {
    return free + nudged;
  }

  /** The same, related to a time [us]. */
  SolverResult relativeTo(double time) {
    return new SolverResult(
        network,
        diodes,
        engine,
        version,
        batch,
        free,
        nudged,
        sum() / time,
        steps,
        residualAmperes,
        errorVolts,
        heapMegabytes);
  }
}
