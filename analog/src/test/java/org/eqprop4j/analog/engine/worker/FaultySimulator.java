package org.eqprop4j.analog.engine.worker;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.BlockSolver;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.NativeSimulator;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolveException;
import org.eqprop4j.analog.engine.SolverOptions;

/**
 * The built-in engine with faults, where the process it runs in is to suffer from them.
 *
 * @param spared the process in which nothing happens
 * @param done a file that says that the fault has happened, or null if it is to happen each time
 */
record FaultySimulator(Fault fault, long spared, File done) implements NativeSimulator {

  /** What happens when samples are solved. */
  enum Fault {
    /** It prints lines. */
    CHATTERS,
    /** It ends the process. */
    EXITS,
    /** It never comes back. */
    HANGS,
    /** It throws an exception. */
    REFUSES
  }

  @Override
  public String version() {
    return fault.toString();
  }

  @Override
  public int blocks() {
    return 1;
  }

  @Override
  public BlockSolver load(Circuit circuit, SolverOptions options) {
    CircuitSolver builtin = Engines.named("builtin").load(circuit, options);
    return new BlockSolver() {
      @Override
      public void setParameters(double[] parameters) {
        builtin.setParameters(parameters);
      }

      @Override
      public void restart() {}

      @Override
      public void solve(double[] features, int from, int to, Phase... phases) {
        if (ProcessHandle.current().pid() != spared && isDue()) {
          commit();
        }
        builtin.solve(features, null, phases);
      }

      @Override
      public long solved() {
        return 0;
      }

      @Override
      public void close() {
        builtin.close();
      }
    };
  }

  private boolean isDue() {
    try {
      return done == null || done.createNewFile();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void commit() {
    System.out.println("about to do what I do: " + fault);
    System.err.println("really");
    switch (fault) {
      case CHATTERS -> {}
      case EXITS -> Runtime.getRuntime().halt(3);
      case REFUSES -> throw new SolveException("not these samples");
      case HANGS -> {
        try {
          Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
          throw new SolveException("woken up: " + e);
        }
      }
    }
  }

  /** An engine around it. */
  IsolatedEngine isolated(WorkerOptions options) {
    return new IsolatedEngine(new Inside(this), options);
  }

  private record Inside(NativeSimulator simulator)
      implements org.eqprop4j.analog.engine.NativeEngine {
    @Override
    public String name() {
      return "faulty";
    }

    @Override
    public CircuitSolver load(Circuit circuit, SolverOptions options) {
      throw new UnsupportedOperationException();
    }
  }
}
