package org.eqprop4j.experiments.sweep;

/**
 * One row of a sweep's table.
 *
 * @param point where it was measured
 * @param measured what was measured there
 */
public record Row<P extends Record, M extends Record>(P point, M measured) {}
