package org.eqprop4j.bridge;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.data.Samples;

/**
 * Gradient descent on the inputs of a trained circuit, each sample on its own (Watfa et al. 2023,
 * section 4.3, step 4). A sample is done when its class leads all others by a margin. The
 * conductances stay as they are; the gradient comes from the same nudged phases as that of the
 * conductances.
 */
public final class InputTrainer {
  /**
   * Samples that are worked on at once: enough to fill all threads, few enough to stay in the
   * cache.
   */
  private static final int CHUNK = 1024;

  private final Settings settings;
  private final Consumer<double[]> border;

  /**
   * How to descend.
   *
   * @param rate step per gradient [V^2]
   * @param margin lead of the right output at which a sample is done [V]
   * @param maxSteps steps after which a sample is given up
   * @param range inputs are kept within plus and minus this [V]
   */
  public record Settings(double rate, double margin, int maxSteps, double range) {
    public Settings {
      if (!(rate > 0 && margin >= 0 && maxSteps >= 1 && range > 0)) {
        throw new IllegalArgumentException(
            String.format(
                "input training needs a positive rate, range and step limit and a margin of at"
                    + " least 0, got %s V^2, %s V, %d, %s V",
                rate, range, maxSteps, margin));
      }
    }
  }

  /**
   * What came out.
   *
   * @param inputs the samples with trained voltages, in the same order; those given if interrupted
   * @param right number of samples that the circuit classifies right with them
   * @param rightBefore number with the voltages given
   * @param steps gradient steps taken, over all samples
   * @param complete false if it was interrupted
   */
  public record Result(Samples inputs, int right, int rightBefore, long steps, boolean complete) {}

  /** Hears how many samples are through. */
  public interface Progress {
    /**
     * Called after every chunk.
     *
     * @param done number of samples that are through
     * @param right how many of them are classified right
     */
    void onChunk(int done, int right);
  }

  public InputTrainer(Settings settings) {
    this(settings, volts -> {});
  }

  /**
   * With a border between the voltages that are trained and the circuit. The gradient passes
   * straight through it.
   *
   * @param border replaces voltages [V], {@code features x samples}, by those that reach the
   *     circuit
   */
  public InputTrainer(Settings settings, Consumer<double[]> border) {
    this.settings = settings;
    this.border = border;
  }

  /**
   * Trains the inputs of all samples.
   *
   * @param volts input voltages [V] within the range, with one-hot targets
   * @param lowest lowest voltage of each input [V], where something else than the range bounds it
   * @param stop asked before every chunk
   * @throws IllegalArgumentException if the samples or bounds do not fit the circuit
   * @throws org.eqprop4j.data.DataException if a voltage is not finite
   */
  public Result train(
      AnalogNetwork network,
      GradientEstimator estimator,
      Samples volts,
      double[] lowest,
      Progress progress,
      BooleanSupplier stop) {
    requireFitting(network, volts, lowest);
    InputDescent descent = new InputDescent(settings, border, network, estimator, volts, lowest);
    for (int from = 0; from < volts.size(); from += CHUNK) {
      if (stop.getAsBoolean()) {
        return descent.result(volts, false);
      }
      int to = Math.min(volts.size(), from + CHUNK);
      descent.run(from, to);
      progress.onChunk(to, descent.right());
    }
    return descent.result(descent.trained(), true);
  }

  private static void requireFitting(AnalogNetwork network, Samples volts, double[] lowest) {
    volts.requireFinite("input voltages");
    if (volts.featureWidth() != network.featureCount()
        || lowest.length != network.featureCount()
        || volts.targetWidth() != network.outputCount()) {
      throw new IllegalArgumentException(
          String.format(
              "the circuit has %d inputs and %d outputs, got samples of %d voltages and %d targets"
                  + " with %d lower bounds",
              network.featureCount(),
              network.outputCount(),
              volts.featureWidth(),
              volts.targetWidth(),
              lowest.length));
    }
  }
}
