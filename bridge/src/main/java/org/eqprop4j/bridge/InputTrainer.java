package org.eqprop4j.bridge;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.PhaseContrast;
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
   * @param inputs the samples with trained voltages, in the same order
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
    this.settings = settings;
  }

  /**
   * Trains the inputs of all samples.
   *
   * @param volts input voltages [V] within the range, with one-hot targets
   * @param lowest lowest voltage of each input [V], where something else than the range bounds it
   * @param stop asked before every chunk
   */
  public Result train(
      AnalogNetwork network,
      GradientEstimator estimator,
      Samples volts,
      double[] lowest,
      Progress progress,
      BooleanSupplier stop) {
    float[] trained = volts.features().clone();
    AnalogNetwork.InputGradients gradients = network.inputGradients();
    int right = 0;
    int rightBefore = 0;
    long steps = 0;
    for (int from = 0; from < volts.size(); from += CHUNK) {
      if (stop.getAsBoolean()) {
        return new Result(volts, right, rightBefore, steps, false);
      }
      int to = Math.min(volts.size(), from + CHUNK);
      int[] active = IntStream.range(from, to).toArray();
      for (int step = 0; active.length > 0; step++) {
        double[] features = columns(trained, volts.featureWidth(), active);
        AnalogNetwork.Free free =
            network.freeWithLoss(features, columns(volts.targets(), volts.targetWidth(), active));
        int rightNow = 0;
        boolean[] finished = new boolean[active.length];
        for (int s = 0; s < active.length; s++) {
          double lead = lead(free.outputs(), volts.label(active[s]), s, active.length);
          finished[s] = lead > settings.margin() || step == settings.maxSteps();
          rightNow += lead > 0 && (finished[s] || step == 0) ? 1 : 0;
          right += lead > 0 && finished[s] ? 1 : 0;
        }
        if (step == 0) {
          rightBefore += rightNow;
        }
        PhaseContrast contrast = network.contrast(estimator, features, free);
        double[] gradient = new double[features.length];
        gradients.write(contrast, gradient);
        active = descend(trained, lowest, active, finished, gradient);
        steps += active.length;
      }
      progress.onChunk(to, right);
    }
    return new Result(
        volts.withFeatures(trained, volts.featureShape()), right, rightBefore, steps, true);
  }

  /** How far the right output is above the best other [V]. */
  private static double lead(double[] outputs, int label, int sample, int samples) {
    double best = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < outputs.length / samples; k++) {
      if (k != label) {
        best = Math.max(best, outputs[k * samples + sample]);
      }
    }
    return outputs[label * samples + sample] - best;
  }

  /** Steps every unfinished sample and returns their indices. */
  private int[] descend(
      float[] trained, double[] lowest, int[] active, boolean[] finished, double[] gradient) {
    int width = lowest.length;
    int[] left = new int[active.length];
    int count = 0;
    for (int s = 0; s < active.length; s++) {
      if (finished[s]) {
        continue;
      }
      left[count++] = active[s];
      for (int f = 0; f < width; f++) {
        int i = active[s] * width + f;
        double moved = trained[i] - settings.rate() * gradient[f * active.length + s];
        // An input that starts below its bound, by clipping or rounding, is not pulled up to it.
        double low = Math.min(lowest[f], trained[i]);
        trained[i] = (float) Math.max(low, Math.min(settings.range(), moved));
      }
    }
    return Arrays.copyOf(left, count);
  }

  /** Rows of a row-major array as columns. */
  private static double[] columns(float[] rows, int width, int[] which) {
    double[] columns = new double[width * which.length];
    for (int s = 0; s < which.length; s++) {
      for (int f = 0; f < width; f++) {
        columns[f * which.length + s] = rows[which[s] * width + f];
      }
    }
    return columns;
  }
}
