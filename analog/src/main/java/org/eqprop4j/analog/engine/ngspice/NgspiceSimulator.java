package org.eqprop4j.analog.engine.ngspice;

import java.io.File;
import java.nio.file.Path;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.BlockSolver;
import org.eqprop4j.analog.engine.NativeSimulator;
import org.eqprop4j.analog.engine.SolverOptions;

/**
 * The library and how it is used.
 *
 * @param library the file; of this type because a {@link Path} cannot be serialized
 */
record NgspiceSimulator(File library, NgspiceOptions options) implements NativeSimulator {

  /**
   * {@inheritDoc}
   *
   * @return such as {@code 39}
   * @throws NgspiceException if the library cannot be loaded
   */
  @Override
  public String version() {
    Path file = library.toPath();
    NgspiceInstance instance = InstancePool.take(file, options.callLimit());
    String version = instance.run(options.callLimit(), instance::version);
    InstancePool.giveBack(file, instance);
    return version;
  }

  @Override
  public int blocks() {
    return options.instances();
  }

  @Override
  public BlockSolver load(Circuit circuit, SolverOptions solverOptions) {
    return new Lane(circuit, library.toPath(), solverOptions, options);
  }
}
