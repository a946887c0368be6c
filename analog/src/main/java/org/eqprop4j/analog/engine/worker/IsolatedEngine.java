package org.eqprop4j.analog.engine.worker;

import java.util.Optional;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.NativeEngine;
import org.eqprop4j.analog.engine.NativeSimulator;
import org.eqprop4j.analog.engine.SolverOptions;

/**
 * An engine whose simulator runs in worker processes. Nothing that happens to a worker changes a
 * result: it equals that of the engine itself to the last bit, also when workers are lost.
 */
public final class IsolatedEngine implements Engine {
  private final NativeEngine engine;
  private final WorkerOptions options;

  /** With default options. */
  public IsolatedEngine(NativeEngine engine) {
    this(engine, WorkerOptions.DEFAULT);
  }

  /** With other options. */
  public IsolatedEngine(NativeEngine engine, WorkerOptions options) {
    this.engine = engine;
    this.options = options;
  }

  /** That of the engine: where it runs makes no difference to results. */
  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public Optional<String> missing() {
    return engine.missing();
  }

  /**
   * {@inheritDoc}
   *
   * @throws WorkerException if the worker that is asked is lost
   */
  @Override
  public String version() {
    try (WorkerProcess worker = WorkerProcess.start(engine.simulator(), options)) {
      return worker.ask(wire -> wire.putByte(Message.VERSION), Wire::getText);
    } catch (WorkerLostException e) {
      throw new WorkerException(e.getMessage(), e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the simulator has no such device, or the circuit cannot be
   *     sent to another process
   */
  @Override
  public CircuitSolver load(Circuit circuit, SolverOptions solverOptions) {
    NativeSimulator simulator = engine.simulator();
    // A circuit that the simulator cannot take is refused now, not when training starts.
    simulator.load(circuit, solverOptions).close();
    return new IsolatedSolver(circuit, simulator, solverOptions, options);
  }
}
