package org.eqprop4j.analog.engine.ngspice;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.BlockSolver;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.NativeEngine;
import org.eqprop4j.analog.engine.NativeSimulator;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.worker.IsolatedEngine;

/** ngspice in worker processes, the first of which it brings down by a crash of its own. */
public final class CrashingNgspice {
  private CrashingNgspice() {}

  /**
   * The engine.
   *
   * @param done a file that says that it has crashed
   */
  public static Engine engine(File done) {
    NgspiceEngine ngspice = new NgspiceEngine();
    return new IsolatedEngine(new Crashing(new Simulator(ngspice.simulator(), done), ngspice));
  }

  private record Crashing(NativeSimulator simulator, NgspiceEngine ngspice)
      implements NativeEngine {
    @Override
    public String name() {
      return ngspice.name();
    }

    @Override
    public CircuitSolver load(Circuit circuit, SolverOptions options) {
      return ngspice.load(circuit, options);
    }
  }

  private record Simulator(NativeSimulator ngspice, File done) implements NativeSimulator {
    @Override
    public String version() {
      return ngspice.version();
    }

    @Override
    public int blocks() {
      return ngspice.blocks();
    }

    @Override
    public BlockSolver load(Circuit circuit, SolverOptions options) {
      return new Block(ngspice.load(circuit, options), done);
    }
  }

  private static final class Block implements BlockSolver {
    private final BlockSolver lane;
    private final File done;

    Block(BlockSolver lane, File done) {
      this.lane = lane;
      this.done = done;
    }

    @Override
    public void setParameters(double[] parameters) {
      lane.setParameters(parameters);
    }

    @Override
    public void restart() {
      lane.restart();
    }

    /** The first time the crash comes in the middle of the block. */
    @Override
    public void solve(double[] features, int from, int to, Phase... phases) {
      int middle = (from + to) / 2;
      lane.solve(features, from, middle, phases);
      try {
        if (done.createNewFile()) {
          crash();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      lane.solve(features, middle, to, phases);
    }

    /** Throwing data away while a sweep is paused leaves ngspice with a pointer to nowhere. */
    private static void crash() {
      Duration limit = Duration.ofMinutes(1);
      NgspiceInstance instance =
          NgspiceInstance.start(LibrarySearch.ofThisProcess().find().orElseThrow(), limit);
      instance.run(
          limit,
          () -> {
            instance.circuit(new String[] {"t", "v1 a 0 1", "r1 a 0 1", ".dc v1 0 1e9 1", ".end"});
            instance.command("step 1");
            instance.command("destroy all");
            instance.command("step 1");
            return null;
          });
    }

    @Override
    public long solved() {
      return lane.solved();
    }

    @Override
    public void close() {
      lane.close();
    }
  }
}
