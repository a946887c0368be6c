package org.eqprop4j.analog.engine.ngspice;

import java.nio.file.Path;
import java.util.Optional;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.NativeEngine;
import org.eqprop4j.analog.engine.NativeSimulator;
import org.eqprop4j.analog.engine.SolverOptions;

/**
 * The circuit simulator ngspice, from version 36 on, as a shared library in this process. Found in
 * {@code $EQPROP4J_NGSPICE}, on the library path or in the usual places of the system.
 *
 * <p>ngspice knows signal handlers as its own. On Linux they are kept from it; elsewhere they are
 * put back after it started, and only the JDK's {@code libjsig}, preloaded, keeps them safe during
 * the half millisecond before.
 */
public class NgspiceEngine implements NativeEngine {
  private final NgspiceOptions options;
  private final LibrarySearch search;

  /** With Norton equivalents, on two copies of the library. */
  public NgspiceEngine() {
    this(NgspiceOptions.DEFAULT);
  }

  /** With other options. */
  public NgspiceEngine(NgspiceOptions options) {
    this(options, LibrarySearch.ofThisProcess());
  }

  NgspiceEngine(NgspiceOptions options, LibrarySearch search) {
    this.options = options;
    this.search = search;
  }

  @Override
  public String name() {
    return "ngspice";
  }

  @Override
  public Optional<String> missing() {
    try {
      return search.find().isPresent()
          ? Optional.empty()
          : Optional.of("no shared library of ngspice, " + LibrarySearch.HOW_TO_INSTALL);
    } catch (NgspiceException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * The library with these options.
   *
   * @throws NgspiceException if it is missing
   */
  @Override
  public NativeSimulator simulator() {
    return found();
  }

  private NgspiceSimulator found() {
    Path file =
        search
            .find()
            .orElseThrow(
                () ->
                    new NgspiceException(
                        "no shared library of ngspice, " + LibrarySearch.HOW_TO_INSTALL));
    return new NgspiceSimulator(file.toFile(), options);
  }

  /**
   * {@inheritDoc}
   *
   * @throws NgspiceException if it is missing or cannot be loaded
   * @throws IllegalArgumentException if a diode model is none that SPICE knows
   */
  @Override
  public CircuitSolver load(Circuit circuit, SolverOptions solverOptions) {
    return new NgspiceSolver(circuit, found(), solverOptions);
  }
}
