package org.eqprop4j.analog.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
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
  private final int partSize;
  private final Workers workers;

  /** Pieces of work of a part: one for each {@link #GRAIN} of its features, one for its targets. */
  private final int pieces;

  private final IntConsumer gathering = this::gather;
  private Samples source;
  private int[] chosen;
  private volatile boolean finite;
  private Batch batch = new Batch(0, List.of());

  /**
   * @param partSize samples of the parts that batches are cut into, the last one smaller
   */
  BatchReader(int featureCount, int outputCount, int partSize, Workers workers) {
    this.featureCount = featureCount;
    this.outputCount = outputCount;
    this.partSize = partSize;
    this.workers = workers;
    pieces = (featureCount + GRAIN - 1) / GRAIN + 1;
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
      workers.run(batch.parts().size() * pieces, gathering);
      if (!finite) {
        requireFinite();
      }
    } else {
      DataSet next = data.next();
      int samples = Math.toIntExact(next.getFeatures().size(0));
      makeRoom(samples);
      double[] features = rows(next.getFeatures(), samples, featureCount, "features");
      double[] targets = rows(next.getLabels(), samples, outputCount, "targets");
      for (Batch.Part part : batch.parts()) {
        transpose(features, featureCount, part.first(), part.samples(), part.features());
        transpose(targets, outputCount, part.first(), part.samples(), part.targets());
      }
      requireFinite();
    }
    return batch;
  }

  private void makeRoom(int samples) {
    if (batch.samples() != samples) {
      List<Batch.Part> parts = new ArrayList<>();
      for (int first = 0; first < samples; first += partSize) {
        int count = Math.min(partSize, samples - first);
        double[] features = new double[featureCount * count];
        parts.add(new Batch.Part(first, count, features, new double[outputCount * count]));
      }
      batch = new Batch(samples, List.copyOf(parts));
    }
  }

  private void requireFinite() {
    for (Batch.Part part : batch.parts()) {
      double[] features = part.features();
      for (int i = 0; i < features.length; i++) {
        if (!Double.isFinite(features[i])) {
          throw new IllegalArgumentException(
              "feature "
                  + i / part.samples()
                  + " of sample "
                  + (part.first() + i % part.samples())
                  + " in the batch is "
                  + features[i]
                  + ", expected a finite voltage");
        }
      }
    }
  }

  private void gather(int i) {
    Batch.Part part = batch.parts().get(i / pieces);
    int piece = i % pieces;
    if (piece == pieces - 1) {
      gather(source.targets(), outputCount, part, part.targets(), 0, outputCount);
      return;
    }
    int from = piece * GRAIN;
    int to = Math.min(featureCount, from + GRAIN);
    gather(source.features(), featureCount, part, part.features(), from, to);
    int begin = from * part.samples();
    if (!Double.isFinite(sumOfMagnitudes(part.features(), begin, to * part.samples()))) {
      finite = false;
    }
  }

  /**
   * Infinite or not a number if and only if one of the values is: floats cannot overflow it. In
   * four sums of which none waits for another.
   */
  private static double sumOfMagnitudes(double[] values, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i + 4 <= to; i += 4) {
      s0 += Math.abs(values[i]);
      s1 += Math.abs(values[i + 1]);
      s2 += Math.abs(values[i + 2]);
      s3 += Math.abs(values[i + 3]);
    }
    for (; i < to; i++) {
      s0 += Math.abs(values[i]);
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Copies some columns of the rows chosen for a part to {@code width x samples}. */
  private void gather(
      float[] rows, int width, Batch.Part part, double[] columns, int from, int to) {
    int samples = part.samples();
    for (int i = from; i < to; i++) {
      for (int s = 0; s < samples; s++) {
        columns[i * samples + s] = rows[chosen[part.first() + s] * width + i];
      }
    }
  }

  /** {@code [samples, width]} as {@code width x samples}. */
  static double[] columns(INDArray from, int samples, int width, String what) {
    double[] columns = new double[samples * width];
    transpose(rows(from, samples, width, what), width, 0, samples, columns);
    return columns;
  }

  private static double[] rows(INDArray from, int samples, int width, String what) {
    requireWidth(from.length() / samples, width, what);
    return from.castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }

  /** Some rows, from {@code first} on, to {@code width x count}. */
  private static void transpose(double[] rows, int width, int first, int count, double[] columns) {
    for (int s = 0; s < count; s++) {
      for (int i = 0; i < width; i++) {
        columns[i * count + s] = rows[(first + s) * width + i];
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
