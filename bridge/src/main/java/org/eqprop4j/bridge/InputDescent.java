package org.eqprop4j.bridge;

import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.bridge.InputTrainer.Result;
import org.eqprop4j.bridge.InputTrainer.Settings;
import org.eqprop4j.data.Samples;

/** One run of {@link InputTrainer}: the voltages as far as they are trained, and the counts. */
final class InputDescent {
  private final Settings settings;
  private final Consumer<double[]> border;
  private final AnalogNetwork network;
  private final AnalogNetwork.InputGradients gradients;
  private final GradientEstimator estimator;
  private final Samples given;
  private final double[] lowest;
  private final float[] trained;
  private int right;
  private int rightBefore;
  private long steps;

  InputDescent(
      Settings settings,
      Consumer<double[]> border,
      AnalogNetwork network,
      GradientEstimator estimator,
      Samples given,
      double[] lowest) {
    this.settings = settings;
    this.border = border;
    this.network = network;
    this.gradients = network.inputGradients();
    this.estimator = estimator;
    this.given = given;
    this.lowest = lowest;
    this.trained = given.features().clone();
  }

  /** Number of samples so far that are through and right. */
  int right() {
    return right;
  }

  /** All samples, with trained voltages where the descent has been. */
  Samples trained() {
    return given.withFeatures(trained, given.featureShape());
  }

  Result result(Samples inputs, boolean complete) {
    return new Result(inputs, right, rightBefore, steps, complete);
  }

  /** Descends with the samples {@code from} (inclusive) to {@code to} until all are through. */
  void run(int from, int to) {
    int[] active = IntStream.range(from, to).toArray();
    for (int step = 0; active.length > 0; step++) {
      double[] features = Columns.ofRows(trained, given.featureWidth(), active);
      border.accept(features);
      double[] targets = Columns.ofRows(given.targets(), given.targetWidth(), active);
      AnalogNetwork.Free free = network.freeWithLoss(features, targets);
      double[] leads = leads(free.outputs(), active);
      boolean last = step == settings.maxSteps();
      IntPredicate isRight = s -> leads[s] > 0;
      IntPredicate isThrough = s -> last || leads[s] > settings.margin();
      if (step == 0) {
        rightBefore += places(leads, isRight).length;
      }
      right += places(leads, isThrough.and(isRight)).length;
      int[] unfinished = places(leads, isThrough.negate());
      active = Columns.select(active, unfinished);
      if (active.length > 0) {
        descend(active, gradient(features, free, unfinished));
      }
    }
  }

  /** How far the right output of each sample is above the best other [V]. */
  private double[] leads(double[] outputs, int[] samples) {
    double[] leads = new double[samples.length];
    for (int s = 0; s < samples.length; s++) {
      int label = given.label(samples[s]);
      double best = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < given.targetWidth(); k++) {
        if (k != label) {
          best = Math.max(best, outputs[k * samples.length + s]);
        }
      }
      leads[s] = outputs[label * samples.length + s] - best;
    }
    return leads;
  }

  private static int[] places(double[] of, IntPredicate which) {
    return IntStream.range(0, of.length).filter(which).toArray();
  }

  /** dC/dx [1/V] of the samples at some places: what is finished need not be nudged. */
  private double[] gradient(double[] features, AnalogNetwork.Free free, int[] places) {
    int samples = free.points().samples();
    double[] some = Columns.select(features, samples, places);
    double[] gradient = new double[some.length];
    gradients.write(network.contrast(estimator, some, Columns.select(free, places)), gradient);
    return gradient;
  }

  /** Steps each sample against its gradient, {@code features x samples}. */
  private void descend(int[] samples, double[] gradient) {
    int width = given.featureWidth();
    for (int s = 0; s < samples.length; s++) {
      for (int f = 0; f < width; f++) {
        int i = samples[s] * width + f;
        trained[i] = within(f, trained[i], gradient[f * samples.length + s]);
      }
      steps++;
    }
  }

  private float within(int feature, float present, double gradient) {
    double moved = present - settings.rate() * gradient;
    // An input that starts below its bound, by clipping or rounding, is not pulled up to it.
    double low = Math.min(Math.max(-settings.range(), lowest[feature]), present);
    return (float) Math.max(low, Math.min(settings.range(), moved));
  }
}
