package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.Function;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.NativeEngine;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.worker.IsolatedEngine;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.FashionPixels;
import org.eqprop4j.analog.testing.HeadModel;
import org.eqprop4j.analog.testing.Installed;
import org.eqprop4j.analog.testing.Training;
import org.eqprop4j.analog.testing.WorkerProcesses;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Schedule;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What worker processes cost. Prints times; asserts that they change no result. */
@Tag("slow")
class IsolationOverheadTest {
  private static final SolverOptions OPTIONS = new SolverOptions(2, 1e-9, 200);

  /**
   * A training run.
   *
   * @param cpu seconds of this process and its workers
   * @param wall seconds
   */
  private record Run(Model model, double cpu, double wall) {}

  private static double cpuSeconds() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double seconds = system.getProcessCpuTime() * 1e-9;
    for (ProcessHandle worker : WorkerProcesses.now()) {
      seconds += worker.info().totalCpuDuration().map(d -> d.toNanos() * 1e-9).orElse(0.0);
    }
    return seconds;
  }

  /** The first epoch, in which Java compiles itself and workers start, does not count. */
  private static Run train(Engine engine, Model model, Samples data, int batchSize, int epochs) {
    SamplesIterator batches = data.shuffled(batchSize, 2);
    try (AnalogNetwork network =
        new AnalogNetwork(model, new SoftmaxCrossEntropy(5), engine, OPTIONS)) {
      Trainer trainer =
          new Trainer(
              network,
              new GradientEstimator.OneSided(1e-7),
              new Adam(),
              new LearningRates(5e-8, Map.of("d2", 2e-8), new Schedule.Constant()),
              1000);
      double cpu = 0;
      double wall = 0;
      for (int epoch = 0; epoch <= epochs; epoch++) {
        if (epoch == 1) {
          cpu = cpuSeconds();
          wall = System.nanoTime() * 1e-9;
        }
        batches.startEpoch(epoch);
        trainer.epoch(batches, (b, l, a) -> {}, () -> false);
      }
      return new Run(model, cpuSeconds() - cpu, System.nanoTime() * 1e-9 - wall);
    }
  }

  private static void compare(
      String what, int samples, int epochs, Function<Engine, Run> training) {
    NativeEngine ngspice = (NativeEngine) Installed.requireEngine("ngspice");
    Run inside = training.apply(ngspice);
    Run isolated = training.apply(new IsolatedEngine(ngspice));
    double solved = (double) samples * epochs;
    System.out.printf(
        "%s: inside %.2f ms of CPU and %.2f ms a sample, in workers %.2f and %.2f: %+.0f %% and"
            + " %+.0f %%%n",
        what,
        1000 * inside.cpu() / solved,
        1000 * inside.wall() / solved,
        1000 * isolated.cpu() / solved,
        1000 * isolated.wall() / solved,
        100 * (isolated.cpu() / inside.cpu() - 1),
        100 * (isolated.wall() / inside.wall() - 1));
    assertThat(isolated.model().parameters()).isEqualTo(inside.model().parameters());
  }

  @Test
  void irisInWorkersEqualsIrisInside() {
    compare(
        "Iris",
        150,
        40,
        engine -> train(engine, HeadModel.of(4, 12, 3, 1), Training.iris(), 10, 40));
  }

  @Test
  void theHeadInWorkersEqualsTheHeadInside() {
    Samples images = FashionPixels.training(1000);
    compare("257-100-20", 1000, 3, engine -> train(engine, HeadModel.fashion(1), images, 64, 3));
  }
}
