package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.ngspice.CrashingNgspice;
import org.eqprop4j.analog.engine.ngspice.NgspiceEngine;
import org.eqprop4j.analog.engine.worker.IsolatedEngine;
import org.eqprop4j.analog.engine.worker.WorkerOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.HeadModel;
import org.eqprop4j.analog.testing.Installed;
import org.eqprop4j.analog.testing.Training;
import org.eqprop4j.analog.testing.WorkerProcesses;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Training goes on as if nothing had happened to the workers, to the last bit. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no signals")
class LostWorkersTrainingTest {
  private static final SolverOptions OPTIONS = new SolverOptions(2, 1e-9, 200);
  private static final WorkerOptions PATIENT =
      new WorkerOptions(Duration.ofSeconds(3), Duration.ofMinutes(2), 1_000_000, 20);

  @TempDir Path directory;

  @BeforeEach
  void requireNgspice() {
    Installed.requireEngine("ngspice");
  }

  /** What happens after a batch. */
  private interface Disturbance {
    void afterBatch(int batch) throws Exception;
  }

  /** Conductances after some epochs. */
  private static double[] train(
      Engine engine,
      Model model,
      Samples data,
      int batchSize,
      int epochs,
      Disturbance disturbance) {
    SamplesIterator batches = data.shuffled(batchSize, 2);
    AtomicInteger batch = new AtomicInteger();
    try (AnalogNetwork network =
        new AnalogNetwork(model, new SoftmaxCrossEntropy(5), engine, OPTIONS)) {
      Trainer trainer =
          new Trainer(
              network,
              new GradientEstimator.Centred(1e-7),
              new Adam(),
              LearningRates.constant(5e-8),
              1000);
      for (int epoch = 0; epoch < epochs; epoch++) {
        batches.startEpoch(epoch);
        trainer.epoch(
            batches, (b, l, a) -> disturb(disturbance, batch.incrementAndGet()), () -> false);
      }
    }
    return model.parameters();
  }

  private static void disturb(Disturbance disturbance, int batch) {
    try {
      disturbance.afterBatch(batch);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static double[] irisOn(Engine engine, Disturbance disturbance) {
    return train(engine, HeadModel.of(4, 12, 3, 1), Training.iris(), 10, 6, disturbance);
  }

  private static double[] undisturbed() {
    return irisOn(new NgspiceEngine(), batch -> {});
  }

  @Test
  void workersGiveTheSameConductancesAsTheEngineInside() {
    assertThat(irisOn(new IsolatedEngine(new NgspiceEngine()), batch -> {}))
        .isEqualTo(undisturbed());
  }

  @Test
  void workersKilledAndStoppedBetweenSolvesChangeNothing() {
    Set<Long> seen = new HashSet<>();
    double[] found =
        irisOn(
            new IsolatedEngine(new NgspiceEngine(), PATIENT),
            batch -> {
              List<ProcessHandle> workers = WorkerProcesses.now();
              workers.forEach(worker -> seen.add(worker.pid()));
              if (batch == 7 || batch == 40) {
                WorkerProcesses.signal("KILL", workers.get(0));
              } else if (batch == 22) {
                WorkerProcesses.signal("STOP", workers.get(1));
              }
            });
    assertThat(found).isEqualTo(undisturbed());
    assertThat(seen).hasSize(5);
  }

  /** The samples are in flight: signals come while batches are solved. */
  @Test
  void workersKilledAndStoppedInTheMiddleOfASolveChangeNothing() throws Exception {
    Samples data = Training.iris();
    double[] expected =
        train(new NgspiceEngine(), HeadModel.of(4, 60, 3, 1), data, 75, 3, batch -> {});
    List<String> sent = new ArrayList<>();
    Thread disturber =
        new Thread(
            () -> {
              try {
                for (String signal : List.of("KILL", "STOP", "SEGV", "KILL")) {
                  Thread.sleep(1200);
                  List<ProcessHandle> workers = WorkerProcesses.now();
                  if (!workers.isEmpty()) {
                    WorkerProcesses.signal(signal, workers.get(workers.size() - 1));
                    sent.add(signal);
                  }
                }
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    disturber.start();
    double[] found =
        train(
            new IsolatedEngine(new NgspiceEngine(), PATIENT),
            HeadModel.of(4, 60, 3, 1),
            data,
            75,
            3,
            batch -> {});
    disturber.join();
    System.out.println("sent " + sent);
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void aCrashOfNgspiceItselfChangesNothing() {
    Path done = directory.resolve("done");
    assertThat(irisOn(CrashingNgspice.engine(done.toFile()), batch -> {})).isEqualTo(undisturbed());
    assertThat(done).exists();
  }

  @Test
  void workersReplacedByFreshOnesChangeNothing() {
    Set<Long> seen = new HashSet<>();
    WorkerOptions oftenFresh =
        new WorkerOptions(Duration.ofSeconds(30), Duration.ofMinutes(2), 1, 3);
    double[] found =
        train(
            new IsolatedEngine(new NgspiceEngine(), oftenFresh),
            HeadModel.of(4, 12, 3, 1),
            Training.iris(),
            10,
            40,
            batch -> WorkerProcesses.now().forEach(worker -> seen.add(worker.pid())));
    assertThat(found)
        .isEqualTo(
            train(
                new NgspiceEngine(),
                HeadModel.of(4, 12, 3, 1),
                Training.iris(),
                10,
                40,
                batch -> {}));
    assertThat(seen).hasSizeGreaterThan(6);
  }
}
