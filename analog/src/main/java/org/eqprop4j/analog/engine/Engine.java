package org.eqprop4j.analog.engine;

import org.eqprop4j.analog.circuit.Circuit;

/**
 * A way to find operating points. Implementations are found through {@link
 * java.util.ServiceLoader}, see {@link Engines}.
 */
public interface Engine {

  /** The name by which configurations ask for the engine, in lower case. */
  String name();

  /** The version of what solves, for the provenance of results. */
  String version();

  /** Prepares a circuit once for many solves. */
  CircuitSolver load(Circuit circuit, SolverOptions options);
}
