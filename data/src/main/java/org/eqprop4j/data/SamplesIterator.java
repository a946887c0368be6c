package org.eqprop4j.data;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batches of {@link Samples}. The order of epoch {@code e} depends on the seed and on {@code e}
 * alone, so that training which stops after some epochs and goes on later sees what it would have
 * seen without the stop. The last batch of an epoch may be smaller.
 */
public final class SamplesIterator implements DataSetIterator {
  private static final long serialVersionUID = 1L;

  private final transient Samples samples;
  private final int batchSize;
  private final Long seed;
  private final int[] order;
  private ImageAugmentation augmentation = ImageAugmentation.NONE;
  private transient SplittableRandom changes;
  private int epoch;
  private int position;
  private transient DataSetPreProcessor preProcessor;

  SamplesIterator(Samples samples, int batchSize, Long seed) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, got " + batchSize);
    }
    this.samples = samples;
    this.batchSize = batchSize;
    this.seed = seed;
    this.order = IntStream.range(0, samples.size()).toArray();
    startEpoch(0);
  }

  /** Goes to the first batch of the given epoch, counted from 0. */
  public void startEpoch(int number) {
    epoch = number;
    position = 0;
    if (seed != null) {
      shuffle(order, new SplittableRandom(epochSeed(number)));
      changes = new SplittableRandom(~epochSeed(number));
    }
  }

  /**
   * Changes the images of all batches at random, from seed and epoch like their order.
   *
   * @return this
   * @throws IllegalStateException if there is no seed, since the order is that of the samples
   */
  public SamplesIterator augmentedBy(ImageAugmentation newAugmentation) {
    if (seed == null) {
      throw new IllegalStateException("samples in order are not changed, expected shuffled ones");
    }
    augmentation = newAugmentation;
    return this;
  }

  /**
   * The seed's stream at the place of the epoch, found without drawing what comes before. It must
   * go through the generator's mixing: two SplittableRandoms whose seeds differ by multiples of
   * this increment deliver one and the same stream, shifted.
   */
  private long epochSeed(int number) {
    return new SplittableRandom(seed + 0x9E3779B97F4A7C15L * number).nextLong();
  }

  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
  }

  /** Indices into the samples in this epoch's order. A copy. */
  public int[] order() {
    return order.clone();
  }

  /** Number of batches in an epoch. */
  public int batches() {
    return (order.length + batchSize - 1) / batchSize;
  }

  /** The samples this iterator serves. */
  public Samples samples() {
    return samples;
  }

  @Override
  public boolean hasNext() {
    return position < order.length;
  }

  /**
   * Takes the next batch without making arrays of it.
   *
   * @return indices into the samples; pre-processing is not done
   */
  public int[] nextIndices() {
    return take(batchSize);
  }

  private int[] take(int most) {
    if (!hasNext()) {
      throw new NoSuchElementException("epoch " + epoch + " has no more batches");
    }
    int[] taken =
        Arrays.copyOfRange(order, position, position + Math.min(most, order.length - position));
    position += taken.length;
    return taken;
  }

  @Override
  public DataSet next() {
    return next(batchSize);
  }

  @Override
  public DataSet next(int num) {
    int[] taken = take(num);
    float[] features = gather(taken, samples.features(), samples.featureWidth());
    if (!augmentation.equals(ImageAugmentation.NONE)) {
      augmentation.apply(features, samples.featureShape(), changes);
    }
    float[] targets = gather(taken, samples.targets(), samples.targetWidth());
    DataSet batch =
        new DataSet(
            array(taken.length, features, samples.featureShape()),
            array(taken.length, targets, samples.targetWidth()));
    if (preProcessor != null) {
      preProcessor.preProcess(batch);
    }
    return batch;
  }

  private static float[] gather(int[] taken, float[] from, int width) {
    float[] values = new float[taken.length * width];
    for (int r = 0; r < taken.length; r++) {
      System.arraycopy(from, taken[r] * width, values, r * width, width);
    }
    return values;
  }

  private static INDArray array(int count, float[] values, long... sampleShape) {
    long[] shape = new long[sampleShape.length + 1];
    shape[0] = count;
    System.arraycopy(sampleShape, 0, shape, 1, sampleShape.length);
    return Nd4j.create(values, shape, 'c');
  }

  /** Starts over: with the next epoch's order if any batch of this one was taken. */
  @Override
  public void reset() {
    startEpoch(position == 0 ? epoch : epoch + 1);
  }

  @Override
  public int inputColumns() {
    return samples.featureWidth();
  }

  @Override
  public int totalOutcomes() {
    return samples.targetWidth();
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  /** False: the arrays are in memory already, a prefetching thread would only cost. */
  @Override
  public boolean asyncSupported() {
    return false;
  }

  @Override
  public int batch() {
    return batchSize;
  }

  @Override
  public void setPreProcessor(DataSetPreProcessor preProcessor) {
    this.preProcessor = preProcessor;
  }

  @Override
  public DataSetPreProcessor getPreProcessor() {
    return preProcessor;
  }

  @Override
  public List<String> getLabels() {
    return null;
  }
}
