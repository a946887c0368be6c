package org.eqprop4j.bridge;

import java.util.Map;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.Trainer;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Schedule;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;
import org.eqprop4j.data.VoltageScaling;
import org.eqprop4j.data.classic.Iris;

/** A small head, briefly trained on Iris: good enough to be right mostly, not with any margin. */
final class IrisHead {
  static final double RANGE = 2;
  static final VoltageScaling SCALING = VoltageScaling.fit(Iris.load(), 3, RANGE);

  /** The 150 flowers as input voltages. */
  static final Samples VOLTS = SCALING.toVolts(Iris.load());

  private static final int EPOCHS = 3;
  private static final int BATCH = 10;
  private static final double[] TRAINED = train();

  private IrisHead() {}

  /** The trained model, anew for each caller. */
  static Model model() {
    Model model = Heads.head(12, 4).build(VOLTS.featureWidth(), VOLTS.targetWidth(), 1);
    model.setParameters(TRAINED);
    return model;
  }

  private static double[] train() {
    Model model = Heads.head(12, 4).build(VOLTS.featureWidth(), VOLTS.targetWidth(), 1);
    SamplesIterator batches = VOLTS.shuffled(BATCH, 2);
    long steps = (long) EPOCHS * batches.batches();
    try (AnalogNetwork network = Heads.network(model, 1)) {
      Trainer trainer =
          new Trainer(
              network,
              new GradientEstimator.Adjoint(),
              new Adam(),
              new LearningRates(1e-7, Map.of(AnalogHead.SECOND, 5e-8), new Schedule.Cosine(0)),
              steps);
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        batches.startEpoch(epoch);
        trainer.epoch(batches, (batch, loss, accuracy) -> {}, () -> false);
      }
    }
    return model.parameters();
  }
}
