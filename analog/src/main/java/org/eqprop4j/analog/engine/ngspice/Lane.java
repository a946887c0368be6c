package org.eqprop4j.analog.engine.ngspice;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.BlockSolver;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.OperatingPoints.Status;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;

/**
 * The block of every batch that falls to one instance. When the instance is lost over a sample,
 * that sample is reported and a new instance takes the others.
 */
final class Lane implements BlockSolver {
  /** After so many lost instances in a row the rest of the batch is given up as well. */
  private static final int LOSSES = 3;

  private final Path file;
  private final NgspiceOptions ngspice;
  private final SampleSolver solver;
  private final AtomicLong solved = new AtomicLong();
  private NgspiceInstance instance;

  Lane(Circuit circuit, Path file, SolverOptions options, NgspiceOptions ngspice) {
    this.file = file;
    this.ngspice = ngspice;
    this.solver = new SampleSolver(circuit, options, ngspice.folded());
  }

  @Override
  public void setParameters(double[] values) {
    solver.setParameters(values);
  }

  @Override
  public void restart() {
    if (instance != null) {
      try {
        unload();
      } catch (StuckException | NgspiceException e) {
        discard();
      }
    }
  }

  @Override
  public long solved() {
    return solved.get();
  }

  @Override
  public void solve(double[] features, int from, int to, Phase... phases) {
    AtomicInteger next = new AtomicInteger(from);
    int losses = 0;
    while (next.get() < to) {
      int began = next.get();
      try {
        if (instance == null) {
          instance = InstancePool.take(file, ngspice.callLimit());
        }
        runFrom(next, to, features, phases);
      } catch (StuckException e) {
        losses = next.get() == began ? losses + 1 : 1;
        giveUp(next, losses, to, Status.TIME_LIMIT, e, phases);
      } catch (NgspiceException e) {
        if (instance == null || !instance.dead()) {
          discard();
          throw e;
        }
        losses = next.get() == began ? losses + 1 : 1;
        giveUp(next, losses, to, Status.SIMULATOR_ERROR, e, phases);
      }
    }
  }

  /** What an instance holds that refused something is unknown. */
  private void discard() {
    if (instance != null) {
      instance.stop();
      instance = null;
      solver.forget();
    }
  }

  private void runFrom(AtomicInteger next, int to, double[] features, Phase... phases) {
    NgspiceInstance current = instance;
    current.run(
        ngspice.callLimit(),
        () -> {
          while (next.get() < to) {
            solver.solve(current, features, next.get(), phases);
            next.incrementAndGet();
            solved.incrementAndGet();
          }
          return null;
        });
  }

  private void giveUp(
      AtomicInteger next,
      int losses,
      int to,
      Status status,
      RuntimeException reason,
      Phase... phases) {
    instance = null;
    solver.forget();
    int end = losses >= LOSSES ? to : next.get() + 1;
    for (int s = next.get(); s < end; s++) {
      for (Phase phase : phases) {
        fail(phase.result(), s, status, reason.getMessage());
      }
    }
    next.set(end);
  }

  /** Reports a sample without an operating point, and makes sure that nobody can take one. */
  static void fail(OperatingPoints result, int sample, Status status, String said) {
    for (int node = 0; node < result.nodes(); node++) {
      result.voltages()[node * result.samples() + sample] = Double.NaN;
    }
    result.report(sample, status, Double.NaN, 0, said);
  }

  private void unload() {
    instance.run(
        ngspice.callLimit(),
        () -> {
          solver.unload();
          return null;
        });
  }

  /** Gives the instance back. */
  @Override
  public void close() {
    restart();
    if (instance != null) {
      InstancePool.giveBack(file, instance);
      instance = null;
    }
  }
}
