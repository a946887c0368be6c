package org.eqprop4j.analog.engine.xyce;

import java.nio.file.Path;
import java.util.Optional;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.SolverOptions;

/**
 * The circuit simulator Xyce as a subprocess, found in {@code $EQPROP4J_XYCE} or on the PATH. Every
 * device of the circuit is simulated. Slow for single samples, since each call starts a process
 * that reads the whole netlist: give it batches.
 *
 * <p>Node voltages agree with those of the built-in engine within the tolerance asked for: what
 * Kirchhoff's law does not confirm is reported, not returned.
 */
public final class XyceEngine implements Engine {
  private final XyceOptions options;
  private final ExecutableSearch search;
  private final Path temporary;

  /** With default options. */
  public XyceEngine() {
    this(XyceOptions.DEFAULT);
  }

  /** With other options. */
  public XyceEngine(XyceOptions options) {
    this(
        options,
        new ExecutableSearch(System::getenv),
        Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * @param temporary where the directories of the runs are made
   */
  XyceEngine(XyceOptions options, ExecutableSearch search, Path temporary) {
    this.options = options;
    this.search = search;
    this.temporary = temporary;
  }

  @Override
  public String name() {
    return "xyce";
  }

  @Override
  public Optional<String> missing() {
    try {
      search.find();
      return Optional.empty();
    } catch (XyceException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * Xyce's own version, such as {@code 7.10.0-opensource}.
   *
   * @throws XyceException if it is missing, hangs, or is something else
   */
  @Override
  public String version() {
    Path executable = search.find();
    try (WorkDirectory directory = new WorkDirectory(temporary)) {
      XyceProcess.Outcome outcome =
          new XyceProcess(executable, options.runLimit()).run(directory, "-v");
      return XyceMessages.version(outcome.stdout())
          .orElseThrow(
              () ->
                  new XyceException(
                      executable
                          + " -v does not tell a version of Xyce, it said: "
                          + XyceMessages.relevant(outcome.stdout(), outcome.stderr())));
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws XyceException if Xyce is missing
   * @throws IllegalArgumentException if a diode model is none that SPICE knows
   */
  @Override
  public CircuitSolver load(Circuit circuit, SolverOptions solverOptions) {
    return new XyceSolver(circuit, solverOptions, options, search.find(), temporary);
  }
}
