package org.eqprop4j.analog.engine;

import java.io.Serializable;
import org.eqprop4j.analog.circuit.Circuit;

/**
 * A simulator that runs as native code in the process that calls it, and can bring it down.
 * Serializable, so that another process may be the one.
 */
public interface NativeSimulator extends Serializable {

  /** The version of the simulator. */
  String version();

  /**
   * Number of blocks into which every batch is divided. Last digits of results depend on it, so it
   * must not depend on the machine.
   */
  int blocks();

  /**
   * Prepares a circuit. Runs no native code before the first solve. Options about threads do not
   * matter: a block is solved on one.
   *
   * @throws IllegalArgumentException if the simulator has no such device
   */
  BlockSolver load(Circuit circuit, SolverOptions options);
}
