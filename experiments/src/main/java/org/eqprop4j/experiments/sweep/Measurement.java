package org.eqprop4j.experiments.sweep;

/**
 * What a sweep does at each point. Called by several threads at once.
 *
 * @param <P> the point: a record of numbers, booleans, enums and names
 * @param <M> what is measured: a record of the same
 */
@FunctionalInterface
public interface Measurement<P extends Record, M extends Record> {
  /** Measures. The outcome may depend on nothing but the point. */
  M at(P point) throws Exception;
}
