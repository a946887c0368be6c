package org.eqprop4j.experiments.train;

import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.Evaluation;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.data.Samples;

/** What a circuit answers to samples. */
final class Predictions {
  private static final int BATCH = 1000;

  private final float[] outputs;
  private final int width;

  private Predictions(float[] outputs, int width) {
    this.outputs = outputs;
    this.width = width;
  }

  /**
   * Solves the free phase of every sample.
   *
   * @param volts samples with input voltages as features [V]
   */
  static Predictions of(AnalogNetwork network, Samples volts) {
    int width = network.outputCount();
    float[] all = new float[volts.size() * width];
    for (int from = 0; from < volts.size(); from += BATCH) {
      int samples = Math.min(BATCH, volts.size() - from);
      double[] y =
          network
              .freeWithLoss(columns(volts, from, samples), new double[width * samples])
              .outputs();
      for (int s = 0; s < samples; s++) {
        for (int k = 0; k < width; k++) {
          all[(from + s) * width + k] = (float) y[k * samples + s];
        }
      }
    }
    return new Predictions(all, width);
  }

  /** Some samples as engines take them, {@code features x samples}. */
  static double[] columns(Samples volts, int from, int samples) {
    int features = volts.featureWidth();
    double[] columns = new double[features * samples];
    for (int s = 0; s < samples; s++) {
      for (int f = 0; f < features; f++) {
        columns[f * samples + s] = volts.features()[(from + s) * features + f];
      }
    }
    return columns;
  }

  /** Output k of a sample [V]. */
  float volts(int sample, int k) {
    return outputs[sample * width + k];
  }

  /** Class of a sample: its largest output. */
  int label(int sample) {
    double[] y = new double[width];
    for (int k = 0; k < width; k++) {
      y[k] = volts(sample, k);
    }
    return Evaluation.argMax(y);
  }

  /**
   * The numbers that the outputs stand for, one for each sample.
   *
   * @param loss what the circuit was trained with
   */
  float[] values(TrainedModel model, MeanSquaredError loss) {
    float[] scaled = new float[outputs.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (outputs[i] / loss.targetVolts());
    }
    return model.targets().toEmbedding(scaled);
  }
}
