package org.eqprop4j.analog.train;

import org.eqprop4j.analog.engine.Section;
import org.eqprop4j.analog.engine.Workers;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Takes batches from iterators, all into the same arrays while their size is the same. */
final class BatchReader {
  /** Values of a sample that one thread copies at a time: a cache line of each sample's. */
  private static final int GRAIN = 16;

  private final int featureCount;
  private final int outputCount;
  private final Workers workers;
  private final Section gathering = new Section();
  private Samples source;
  private int[] chosen;
  private volatile boolean finite;
  private Batch batch = new Batch(0, new double[0], new double[0]);

  BatchReader(int featureCount, int outputCount, Workers workers) {
    this.featureCount = featureCount;
    this.outputCount = outputCount;
    this.workers = workers;
    gathering.add(featureCount, GRAIN, this::gatherFeatures);
    gathering.add(outputCount, outputCount, this::gatherTargets);
  }

  /**
   * Takes the next batch of an iterator. Samples in memory are taken as they are, without ND4J: a
   * training on them need not wait for it to start.
   *
   * @return the batch, which the next call overwrites
   * @throws IllegalArgumentException if the widths do not fit or a feature is not finite
   */
  Batch next(DataSetIterator data) {
    if (data instanceof SamplesIterator iterator && data.getPreProcessor() == null) {
      source = iterator.samples();
      requireWidth(source.featureWidth(), featureCount, "features");
      requireWidth(source.targetWidth(), outputCount, "targets");
      chosen = iterator.nextIndices();
      makeRoom(chosen.length);
      finite = true;
      gathering.run(workers);
      if (!finite) {
        requireFinite();
      }
    } else {
      DataSet next = data.next();
      int samples = Math.toIntExact(next.getFeatures().size(0));
      makeRoom(samples);
      copyColumns(next.getFeatures(), samples, featureCount, "features", batch.features());
      copyColumns(next.getLabels(), samples, outputCount, "targets", batch.targets());
      requireFinite();
    }
    return batch;
  }

  private void makeRoom(int samples) {
    if (batch.samples() != samples) {
      batch =
          new Batch(samples, new double[featureCount * samples], new double[outputCount * samples]);
    }
  }

  private void requireFinite() {
    double[] features = batch.features();
    for (int i = 0; i < features.length; i++) {
      if (!Double.isFinite(features[i])) {
        throw new IllegalArgumentException(
            "feature "
                + i / batch.samples()
                + " of sample "
                + i % batch.samples()
                + " in the batch is "
                + features[i]
                + ", expected a finite voltage");
      }
    }
  }

  private void gatherFeatures(int from, int to) {
    gather(source.features(), featureCount, batch.features(), from, to);
    double[] features = batch.features();
    // Infinite or not a number if and only if one of the features is: floats cannot overflow it.
    double sum = 0;
    for (int i = from * chosen.length; i < to * chosen.length; i++) {
      sum += Math.abs(features[i]);
    }
    if (!Double.isFinite(sum)) {
      finite = false;
    }
  }

  private void gatherTargets(int from, int to) {
    gather(source.targets(), outputCount, batch.targets(), from, to);
  }

  /** Copies some columns of the chosen rows to {@code width x samples}. */
  private void gather(float[] rows, int width, double[] columns, int from, int to) {
    for (int i = from; i < to; i++) {
      for (int s = 0; s < chosen.length; s++) {
        columns[i * chosen.length + s] = rows[chosen[s] * width + i];
      }
    }
  }

  /** {@code [samples, width]} as {@code width x samples}. */
  static double[] columns(INDArray from, int samples, int width, String what) {
    double[] columns = new double[samples * width];
    copyColumns(from, samples, width, what, columns);
    return columns;
  }

  private static void copyColumns(
      INDArray from, int samples, int width, String what, double[] columns) {
    requireWidth(from.length() / samples, width, what);
    double[] rows = from.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    for (int s = 0; s < samples; s++) {
      for (int i = 0; i < width; i++) {
        columns[i * samples + s] = rows[s * width + i];
      }
    }
  }

  private static void requireWidth(long width, int expected, String what) {
    if (width != expected) {
      throw new IllegalArgumentException(
          "the circuit takes " + expected + " " + what + " a sample, got " + width);
    }
  }
}
