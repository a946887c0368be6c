package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.testing.Models;
import org.eqprop4j.analog.testing.Training;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.AmsGrad;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Momentum;
import org.eqprop4j.analog.train.optimizer.Nesterov;
import org.eqprop4j.analog.train.optimizer.Optimizer;
import org.eqprop4j.analog.train.optimizer.Schedule;
import org.eqprop4j.analog.train.optimizer.Sgd;
import org.eqprop4j.data.Samples;

/** Trainings of random graphs that were stopped at any batch, saved, loaded and resumed. */
class ResumeTest {
  private static final int EPOCHS = 4;
  private static final Samples IRIS = Training.iris();

  /** What trainings are made of, anew for each. */
  record Setting(Supplier<Optimizer> optimizer, Nudging nudging, Stepping stepping) {}

  @Provide
  Arbitrary<Setting> settings() {
    Arbitrary<Supplier<Optimizer>> optimizers =
        Arbitraries.of(
            List.of(
                Sgd::new,
                () -> new Momentum(0.9),
                () -> new Nesterov(0.9),
                Adam::new,
                AmsGrad::new));
    Arbitrary<Nudging> nudgings =
        Arbitraries.of(
            Nudging.always(new GradientEstimator.Adjoint()),
            new Nudging.RandomSign(1e-7),
            new Nudging.Scheduled(1e-7, new Schedule.Cosine(0.1), GradientEstimator.Centred::new));
    Arbitrary<Stepping> steppings =
        Arbitraries.of(Stepping.CLIP, Stepping.REFLECT, Stepping.CLIP.atMost(0.1));
    return net.jqwik.api.Combinators.combine(optimizers, nudgings, steppings).as(Setting::new);
  }

  private static AnalogNetwork network(long graph, long seed) {
    return new AnalogNetwork(
        Models.random(4, 3, graph, seed),
        new SoftmaxCrossEntropy(5),
        Engines.named("builtin"),
        SolverOptions.DEFAULT.withThreads(1));
  }

  private static Trainer trainer(AnalogNetwork network, Setting setting, long seed) {
    return Trainer.on(network)
        .nudging(setting.nudging())
        .optimizer(setting.optimizer().get())
        .optimizer("output", setting.optimizer().get())
        .rates(LearningRates.constant(5e-8).with(new Schedule.WarmUp(5, new Schedule.Cosine(0))))
        .stepping(setting.stepping())
        .seed(seed)
        .build();
  }

  private static Fit fit() {
    return Fit.epochs(EPOCHS)
        .validateEveryBatches(3, IRIS.inOrder(150))
        .stopping(EarlyStopping.onLoss(2));
  }

  @Property(tries = 40)
  void resumingEqualsNotHavingStoppedToTheLastBit(
      @ForAll long graph,
      @ForAll("settings") Setting setting,
      @ForAll @IntRange(max = 4 * EPOCHS - 1) int stop)
      throws IOException {
    Path file = Files.createTempFile("resume", ".zip");
    try (AnalogNetwork straight = network(graph, 1);
        AnalogNetwork stopped = network(graph, 1);
        AnalogNetwork resumed = network(graph, 2)) {
      Trainer whole = trainer(straight, setting, 6);
      FitResult expected = whole.fit(IRIS.shuffled(40, 3), fit());
      Trainer first = trainer(stopped, setting, 6);
      FitResult part =
          first.fit(IRIS.shuffled(40, 3), fit().interruptedBy(() -> first.step() == stop));
      Checkpoint.save(first, file);
      Trainer second = trainer(resumed, setting, 7);
      Checkpoint.restore(second, file);
      assertThat(second.fit(IRIS.shuffled(40, 3), fit())).isEqualTo(expected);
      assertThat(second.model().parameters()).isEqualTo(straight.model().parameters());
      assertThat(second.step()).isEqualTo(whole.step());
      whole
          .optimizerState()
          .forEach(
              (name, values) ->
                  assertThat(second.optimizerState().get(name)).as(name).isEqualTo(values));
      assertThat(part.epochs()).isEqualTo(expected.epochs().subList(0, part.epochs().size()));
    } finally {
      Files.delete(file);
    }
  }
}
