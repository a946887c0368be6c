package org.eqprop4j.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/**
 * The affine map from features, such as those of an embedding, to input voltages: each feature is
 * standardised with the mean and deviation of the training set, clipped at a number of deviations,
 * and scaled so that the clip is the end of the voltage range.
 */
public final class VoltageScaling {
  private final float[] mean;
  private final float[] deviation;
  private final double clip;
  private final double range;

  /**
   * A scaling with known statistics, as saved.
   *
   * @param mean mean of each feature
   * @param deviation standard deviation of each feature, positive
   * @param clip number of deviations that the range spans to either side
   * @param range largest input voltage [V]; the smallest is its negative
   */
  public VoltageScaling(
      @JsonProperty("mean") float[] mean,
      @JsonProperty("deviation") float[] deviation,
      @JsonProperty("clip") double clip,
      @JsonProperty("range") double range) {
    if (mean == null || deviation == null) {
      throw new IllegalArgumentException("scaling needs a mean and a deviation of each feature");
    }
    if (mean.length != deviation.length) {
      throw new IllegalArgumentException(
          "scaling has " + mean.length + " means but " + deviation.length + " deviations");
    }
    for (int f = 0; f < mean.length; f++) {
      if (!Float.isFinite(mean[f]) || !(deviation[f] > 0 && deviation[f] <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "scaling of feature "
                + f
                + " has mean "
                + mean[f]
                + " and deviation "
                + deviation[f]
                + ", expected finite ones, the deviation positive");
      }
    }
    if (!(clip > 0 && clip <= Double.MAX_VALUE && range > 0 && range <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "scaling needs a positive clip and range, got " + clip + " and " + range + " V");
    }
    this.mean = mean.clone();
    this.deviation = deviation.clone();
    this.clip = clip;
    this.range = range;
  }

  /**
   * Takes the statistics of a training set. A feature that never varies gets deviation 1, so that
   * it becomes 0 V.
   *
   * @param embedding finite features
   */
  public static VoltageScaling fit(Samples embedding, double clip, double range) {
    embedding.requireFinite("embedding");
    int width = embedding.featureWidth();
    float[] values = embedding.features();
    double[] sum = new double[width];
    double[] squares = new double[width];
    for (int i = 0; i < values.length; i++) {
      sum[i % width] += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      double difference = values[i] - sum[i % width] / embedding.size();
      squares[i % width] += difference * difference;
    }
    float[] mean = new float[width];
    float[] deviation = new float[width];
    for (int f = 0; f < width; f++) {
      mean[f] = (float) (sum[f] / embedding.size());
      float spread = (float) Math.sqrt(squares[f] / embedding.size());
      deviation[f] = spread > 0 ? spread : 1;
    }
    return new VoltageScaling(mean, deviation, clip, range);
  }

  /**
   * Takes the least and the largest value of each feature to either end of the range. Here {@link
   * #mean} is the middle between them and {@link #deviation} half of what lies between. A feature
   * that never varies becomes 0 V.
   *
   * @param samples finite features
   */
  public static VoltageScaling fitExtremes(Samples samples, double range) {
    samples.requireFinite("training set");
    int width = samples.featureWidth();
    float[] values = samples.features();
    float[] low = Arrays.copyOf(values, width);
    float[] high = Arrays.copyOf(values, width);
    for (int i = 0; i < values.length; i++) {
      low[i % width] = Math.min(low[i % width], values[i]);
      high[i % width] = Math.max(high[i % width], values[i]);
    }
    float[] middle = new float[width];
    float[] half = new float[width];
    for (int f = 0; f < width; f++) {
      middle[f] = (float) (((double) low[f] + high[f]) / 2);
      half[f] = high[f] > low[f] ? (float) (((double) high[f] - low[f]) / 2) : 1;
    }
    return new VoltageScaling(middle, half, 1, range);
  }

  /** Number of features. */
  public int width() {
    return mean.length;
  }

  @JsonProperty("mean")
  public float[] mean() {
    return mean.clone();
  }

  /** Standard deviation of each feature: the embedding's natural unit of error. */
  @JsonProperty("deviation")
  public float[] deviation() {
    return deviation.clone();
  }

  @JsonProperty("clip")
  public double clip() {
    return clip;
  }

  /** Largest input voltage [V]. */
  @JsonProperty("range")
  public double range() {
    return range;
  }

  /**
   * The samples with voltages as features.
   *
   * @throws DataException if a feature is not finite
   */
  public Samples toVolts(Samples embedding) {
    requireWidth(embedding);
    embedding.requireFinite("embedding");
    float[] values = embedding.features();
    float[] volts = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      volts[i] = (float) Math.max(-range, Math.min(range, volts(i % mean.length, values[i])));
    }
    return embedding.withFeatures(volts, mean.length);
  }

  /**
   * The embedding that would give these voltages.
   *
   * @param volts row-major, {@code samples x width}
   */
  public float[] toEmbedding(float[] volts) {
    if (volts.length % mean.length != 0) {
      throw new IllegalArgumentException(
          "the scaling is for " + mean.length + " features, got " + volts.length + " voltages");
    }
    float[] values = new float[volts.length];
    for (int i = 0; i < volts.length; i++) {
      int f = i % mean.length;
      values[i] = (float) (mean[f] + deviation[f] * volts[i] * clip / range);
    }
    return values;
  }

  /**
   * The lowest voltage that each input can have if the embedding cannot fall below a floor [V], for
   * instance 0 behind a rectifier.
   */
  public double[] lowest(double floor) {
    double[] lowest = new double[mean.length];
    for (int f = 0; f < mean.length; f++) {
      lowest[f] = Math.max(-range, Math.min(range, volts(f, floor)));
    }
    return lowest;
  }

  private double volts(int feature, double value) {
    return (value - mean[feature]) / deviation[feature] * range / clip;
  }

  private void requireWidth(Samples embedding) {
    if (embedding.featureWidth() != mean.length) {
      throw new IllegalArgumentException(
          "the scaling is for "
              + mean.length
              + " features, the embedding has "
              + embedding.featureWidth());
    }
  }
}
