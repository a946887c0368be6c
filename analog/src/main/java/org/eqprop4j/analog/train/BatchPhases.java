package org.eqprop4j.analog.train;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.eqprop4j.analog.circuit.Circuit;

/**
 * Solves the phases of one batch after the other. Free phase, loss and nudged phases of a part are
 * one piece of work, whose arrays no other thread writes: where samples of two threads share a line
 * of cache, it travels between them with every row of voltages.
 */
final class BatchPhases {
  private final AnalogNetwork network;
  private final IntConsumer solving = this::solve;
  private final IntConsumer solvingFree = this::solveFree;
  private Batch batch = new Batch(0, List.of());
  private GradientEstimator estimator;
  private List<AnalogNetwork.Free> free = List.of();
  private List<PhaseBuffers> buffers = List.of();
  private PhaseContrast[] contrasts = new PhaseContrast[0];

  BatchPhases(AnalogNetwork network) {
    this.network = network;
  }

  /**
   * Solves all phases of a batch and prepares its gradient. What was found holds until the next.
   *
   * @throws org.eqprop4j.analog.engine.SolveException if an operating point was not found
   */
  void solve(Batch next, GradientEstimator by) {
    take(next);
    if (buffers.size() != next.parts().size()) {
      Circuit circuit = network.model().circuit();
      buffers =
          next.parts().stream()
              .map(part -> new PhaseBuffers(circuit, part.samples(), part.first()))
              .toList();
      contrasts = new PhaseContrast[buffers.size()];
    }
    estimator = by;
    network.parameterGradient().makeRoom(next.samples());
    network.workers().run(next.parts().size(), solving);
  }

  /** Solves only the free phase of a batch. */
  void solveFree(Batch next) {
    take(next);
    network.workers().run(next.parts().size(), solvingFree);
  }

  private void take(Batch next) {
    if (batch.samples() != next.samples() || free.size() != next.parts().size()) {
      Circuit circuit = network.model().circuit();
      free =
          next.parts().stream()
              .map(part -> AnalogNetwork.Free.room(circuit, part.samples(), part.first()))
              .toList();
      buffers = List.of();
    }
    batch = next;
  }

  private void solve(int p) {
    Batch.Part part = batch.parts().get(p);
    contrasts[p] =
        network.solve(estimator, part.features(), part.targets(), free.get(p), buffers.get(p));
    network.parameterGradient().take(contrasts[p], part.first(), 0, part.samples());
  }

  private void solveFree(int p) {
    Batch.Part part = batch.parts().get(p);
    network.freeWithLoss(part.features(), part.targets(), free.get(p));
  }

  /** What the free phase says about each part. */
  List<AnalogNetwork.Free> free() {
    return free;
  }

  /** The nudged phases of each part. */
  List<PhaseContrast> contrasts() {
    return Arrays.asList(contrasts);
  }
}
