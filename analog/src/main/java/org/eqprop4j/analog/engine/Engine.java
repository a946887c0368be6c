package org.eqprop4j.analog.engine;

import java.util.Optional;
import org.eqprop4j.analog.circuit.Circuit;

/**
 * A way to find operating points. Implementations are found through {@link
 * java.util.ServiceLoader}, see {@link Engines}.
 */
public interface Engine {

  /** The name by which configurations ask for the engine, in lower case. */
  String name();

  /**
   * Why the engine cannot run on this machine and what to do about it, or empty if it can. Cheap:
   * nothing is loaded.
   */
  default Optional<String> missing() {
    return Optional.empty();
  }

  /** The version of what solves, for the provenance of results. */
  String version();

  /** Whether the solvers are {@link LinearResponse}, as the adjoint needs. */
  default boolean hasLinearResponse() {
    return false;
  }

  /** Prepares a circuit once for many solves. */
  CircuitSolver load(Circuit circuit, SolverOptions options);
}
