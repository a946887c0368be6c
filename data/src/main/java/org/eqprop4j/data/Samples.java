package org.eqprop4j.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Samples held in memory: a row of features and a row of targets each, row-major.
 *
 * <p>For classification the targets are one-hot; for regression they are whatever is to be
 * predicted. The arrays are not copied: whoever builds an instance hands them over and must not
 * change them afterwards.
 */
public final class Samples {
  private final float[] features;
  private final long[] featureShape;
  private final int featureWidth;
  private final float[] targets;
  private final int targetWidth;

  private Samples(float[] features, long[] featureShape, float[] targets, int targetWidth) {
    this.features = features;
    this.featureShape = featureShape.clone();
    this.featureWidth = Math.toIntExact(Arrays.stream(featureShape).reduce(1, (a, b) -> a * b));
    this.targets = targets;
    this.targetWidth = targetWidth;
    if (Arrays.stream(featureShape).anyMatch(d -> d < 1) || targetWidth < 1) {
      throw new IllegalArgumentException(
          "a sample needs at least one feature and one target, got shape "
              + Arrays.toString(featureShape)
              + " and "
              + targetWidth
              + " targets");
    }
    if (features.length % featureWidth != 0
        || features.length / featureWidth != targets.length / targetWidth
        || targets.length % targetWidth != 0) {
      throw new IllegalArgumentException(
          String.format(
              "%d feature values of width %d do not match %d target values of width %d",
              features.length, featureWidth, targets.length, targetWidth));
    }
  }

  /**
   * Samples for classification.
   *
   * @param features row-major, {@code samples x product(featureShape)}
   * @param featureShape shape of one sample, for instance {@code {1, 28, 28}}
   * @param labels class of each sample, 0 to {@code classes - 1}
   * @throws IllegalArgumentException if the lengths do not fit or a label is out of range
   */
  public static Samples classification(
      float[] features, long[] featureShape, int[] labels, int classes) {
    float[] oneHot = new float[labels.length * classes];
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "sample " + i + " has label " + labels[i] + ", expected 0 to " + (classes - 1));
      }
      oneHot[i * classes + labels[i]] = 1;
    }
    return new Samples(features, featureShape, oneHot, classes);
  }

  /**
   * Samples for regression.
   *
   * @param features row-major, {@code samples x product(featureShape)}
   * @param targets row-major, {@code samples x targetWidth}
   */
  public static Samples regression(
      float[] features, long[] featureShape, float[] targets, int targetWidth) {
    return new Samples(features, featureShape, targets, targetWidth);
  }

  /** The same targets with other features, for instance the embedding of images. */
  public Samples withFeatures(float[] newFeatures, long... newShape) {
    return new Samples(newFeatures, newShape, targets, targetWidth);
  }

  /**
   * The samples {@code from} (inclusive) to {@code to} (exclusive), copied.
   *
   * @throws IllegalArgumentException if there are no such samples
   */
  public Samples range(int from, int to) {
    if (from < 0 || to < from || to > size()) {
      throw new IllegalArgumentException(
          String.format("expected a range within 0 to %d, got %d to %d", size(), from, to));
    }
    return new Samples(
        Arrays.copyOfRange(features, from * featureWidth, to * featureWidth),
        featureShape,
        Arrays.copyOfRange(targets, from * targetWidth, to * targetWidth),
        targetWidth);
  }

  /** The samples at some indices, copied. */
  public Samples select(int[] indices) {
    return new Samples(
        rows(features, featureWidth, indices),
        featureShape,
        rows(targets, targetWidth, indices),
        targetWidth);
  }

  /** So many of the samples, or all if there are fewer, evenly spread over them. */
  public Samples spread(int most) {
    int count = Math.min(most, size());
    return select(IntStream.range(0, count).map(i -> (int) ((long) i * size() / count)).toArray());
  }

  private static float[] rows(float[] from, int width, int[] indices) {
    float[] rows = new float[Math.multiplyExact(indices.length, width)];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(from, indices[i] * width, rows, i * width, width);
    }
    return rows;
  }

  /**
   * These samples, if every feature and every target is a finite number.
   *
   * @param what what the samples are, for the message
   * @throws DataException if one is NaN or infinite, naming it
   */
  public Samples requireFinite(String what) {
    requireFinite(what, "feature", features, featureWidth);
    requireFinite(what, "target", targets, targetWidth);
    return this;
  }

  private static void requireFinite(String what, String kind, float[] values, int width) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new DataException(
            String.format(
                "%s: expected finite numbers, found %s at sample %d, %s %d",
                what, values[i], i / width, kind, i % width));
      }
    }
  }

  public int size() {
    return features.length / featureWidth;
  }

  /** Number of feature values of one sample. */
  public int featureWidth() {
    return featureWidth;
  }

  /** Shape of one sample. */
  public long[] featureShape() {
    return featureShape.clone();
  }

  /** Number of target values of one sample: the number of classes in classification. */
  public int targetWidth() {
    return targetWidth;
  }

  /** All features, row-major. Not a copy: must not be changed. */
  public float[] features() {
    return features;
  }

  /** All targets, row-major. Not a copy: must not be changed. */
  public float[] targets() {
    return targets;
  }

  /** The class of a sample: the index of its largest target. */
  public int label(int sample) {
    int best = 0;
    for (int k = 1; k < targetWidth; k++) {
      if (targets[sample * targetWidth + k] > targets[sample * targetWidth + best]) {
        best = k;
      }
    }
    return best;
  }

  /** The class of every sample. */
  public int[] labels() {
    return IntStream.range(0, size()).map(this::label).toArray();
  }

  /** Batches in the order of the samples. */
  public SamplesIterator inOrder(int batchSize) {
    return new SamplesIterator(this, batchSize, null);
  }

  /** Batches in an order drawn anew for each epoch from the seed and the epoch's number. */
  public SamplesIterator shuffled(int batchSize, long seed) {
    return new SamplesIterator(this, batchSize, seed);
  }
}
