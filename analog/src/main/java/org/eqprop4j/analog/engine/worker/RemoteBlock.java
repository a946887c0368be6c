package org.eqprop4j.analog.engine.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eqprop4j.analog.engine.BlockSolver;
import org.eqprop4j.analog.engine.NativeSimulator;
import org.eqprop4j.analog.engine.Phase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A block solver in a worker process. When the worker is lost, another one takes its place and does
 * again everything since the last restart, so that it finds the same results to the last bit.
 */
final class RemoteBlock implements BlockSolver {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteBlock.class);

  private final NativeSimulator simulator;
  private final LoadedCircuit circuit;
  private final WorkerOptions options;

  /** Everything that was asked for since the last restart, in order. */
  private final List<Step> steps = new ArrayList<>();

  private double[] parameters;
  private boolean parametersChanged;
  private WorkerProcess worker;
  private int stepsOfWorker;
  private long pointsOfWorker;
  private final AtomicLong solved = new AtomicLong();

  RemoteBlock(NativeSimulator simulator, LoadedCircuit circuit, WorkerOptions options) {
    this.simulator = simulator;
    this.circuit = circuit;
    this.options = options;
  }

  /** One thing that a worker is asked for. */
  private sealed interface Step {}

  @SuppressWarnings("ArrayRecordComponent") // A carrier of buffers, never compared.
  private record NewParameters(double[] values) implements Step {}

  private record Solve(BlockRequest request) implements Step {}

  @Override
  public void setParameters(double[] values) {
    parameters = values;
    parametersChanged = true;
  }

  @Override
  public void restart() {
    steps.clear();
    stepsOfWorker = 0;
    parametersChanged = true;
    if (worker != null && pointsOfWorker >= options.recycleAfter()) {
      close();
    }
    if (worker != null) {
      try {
        worker.tell(wire -> wire.putByte(Message.RESTART));
      } catch (WorkerLostException e) {
        replace(e);
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws WorkerException if as many workers as allowed were lost in a row
   */
  @Override
  public void solve(double[] features, int from, int to, Phase... phases) {
    if (parametersChanged) {
      steps.add(new NewParameters(parameters));
      parametersChanged = false;
    }
    BlockRequest request = BlockRequest.of(features, from, to, phases);
    steps.add(new Solve(request));
    boolean interrupted = false;
    try {
      for (int attempt = 1; ; attempt++) {
        try {
          catchUp();
          finish(request, from, phases);
          return;
        } catch (WorkerLostException e) {
          replace(e);
          if (attempt == options.attempts()) {
            throw new WorkerException(
                attempt
                    + " worker processes in a row were lost over the same "
                    + request.samples()
                    + " samples, the last: "
                    + e.getMessage(),
                e);
          }
          // An interrupt closes the wire, but the samples are wanted all the same.
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void replace(WorkerLostException lost) {
    LOG.warn("{}; another one does its work again", lost.getMessage());
    worker = null;
  }

  /** Brings the worker, perhaps a new one, to where only the last step is left. */
  private void catchUp() throws WorkerLostException {
    if (worker == null) {
      stepsOfWorker = 0;
      pointsOfWorker = 0;
      worker = WorkerProcess.start(simulator, options);
      worker.tell(circuit::write);
    }
    while (stepsOfWorker < steps.size() - 1) {
      Step step = steps.get(stepsOfWorker++);
      if (step instanceof NewParameters changed) {
        worker.tell(
            wire -> {
              wire.putByte(Message.PARAMETERS);
              wire.putDoubles(changed.values(), 0, changed.values().length);
            });
      } else if (step instanceof Solve again) {
        solveAgain(again.request());
      }
    }
  }

  private void solveAgain(BlockRequest request) throws WorkerLostException {
    try {
      ask(request, false, wire -> null);
    } catch (RuntimeException e) {
      LOG.debug("failed again, as it did when it was asked for", e);
    }
  }

  private void finish(BlockRequest request, int from, Phase... phases) throws WorkerLostException {
    stepsOfWorker++;
    ask(
        request,
        true,
        wire -> {
          for (Phase phase : phases) {
            request.read(wire, phase.result(), from);
          }
          return null;
        });
    solved.addAndGet(request.samples());
  }

  private void ask(BlockRequest request, boolean wanted, WorkerProcess.Answer<Void> answer)
      throws WorkerLostException {
    pointsOfWorker += (long) request.samples() * request.currents().length;
    worker.ask(
        wire -> {
          wire.putByte(Message.SOLVE);
          wire.putByte(wanted ? 1 : 0);
          request.write(wire);
        },
        answer);
  }

  @Override
  public long solved() {
    return solved.get();
  }

  @Override
  public void close() {
    if (worker != null) {
      worker.close();
      worker = null;
    }
  }
}
