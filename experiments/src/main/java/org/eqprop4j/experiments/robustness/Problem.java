package org.eqprop4j.experiments.robustness;

import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.layer.Amplification;
import org.eqprop4j.analog.layer.Bias;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Concatenate;
import org.eqprop4j.analog.layer.Current;
import org.eqprop4j.analog.layer.Dense;
import org.eqprop4j.analog.layer.DiodeLayer;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.layer.Input;
import org.eqprop4j.analog.layer.InvertedInput;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.loss.Loss;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.classic.Iris;

/**
 * A task as voltages and a circuit of one hidden layer. Arrays are variable-major.
 *
 * @param samples number of samples
 * @param features input voltages [V], {@code features x samples}
 * @param targets {@code outputs x samples}
 * @param hidden hidden neurons
 * @param inverted whether inputs come with their inverted copies
 * @param conductances initial conductances reach from a thousandth of this to this [S]
 * @param diodeBias in series with each of the antiparallel diodes [V]
 * @param diode at the hidden nodes
 * @param loss what is made small
 * @param batch samples per step
 * @param tolerance largest error of an output [V] at which the task is learned, or for
 *     classification the part of the samples that may be classified wrongly
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier of buffers, never compared.
record Problem(
    int samples,
    double[] features,
    double[] targets,
    int hidden,
    boolean inverted,
    double conductances,
    double diodeBias,
    ShockleyDiode diode,
    Loss loss,
    int batch,
    double tolerance) {
  /** Layer before the amplifiers. */
  static final String FIRST = "first";

  /** Gain of the amplifiers. */
  static final double GAIN = 4;

  private static final double NARROWEST = 1e-3;
  private static final double FLOOR = 1e-5;

  /** The diodes and conductances of the published scripts of Kiraz et al. */
  private static final ShockleyDiode PUBLISHED_DIODE = new ShockleyDiode(1e-6, 2, 25);

  private static final double PUBLISHED_CONDUCTANCE = 0.1;
  private static final double PUBLISHED_BIAS = 0.3;

  static Problem of(Task task) {
    return switch (task) {
      case CASE_ONE -> voltages(new double[] {-2, 2}, new double[] {1}, 2, false, 0.01);
      case XOR ->
          voltages(
              new double[] {-2, -2, 2, 2, -2, 2, -2, 2},
              new double[] {-0.5, 0.5, 0.5, -0.5},
              8,
              true,
              0.1);
      case IRIS -> iris();
    };
  }

  private static Problem voltages(
      double[] features, double[] targets, int hidden, boolean inverted, double tolerance) {
    return new Problem(
        targets.length,
        features,
        targets,
        hidden,
        inverted,
        PUBLISHED_CONDUCTANCE,
        PUBLISHED_BIAS,
        PUBLISHED_DIODE,
        new MeanSquaredError(1),
        targets.length,
        tolerance);
  }

  /** All 150 flowers, every feature standardised to a deviation of 1 V. */
  private static Problem iris() {
    Samples iris = Iris.load();
    int samples = iris.size();
    int width = iris.featureWidth();
    int classes = iris.targetWidth();
    double[] features = new double[width * samples];
    for (int f = 0; f < width; f++) {
      double sum = 0;
      double squares = 0;
      for (int s = 0; s < samples; s++) {
        double value = iris.features()[s * width + f];
        sum += value;
        squares += value * value;
      }
      double mean = sum / samples;
      double deviation = Math.sqrt(squares / samples - mean * mean);
      for (int s = 0; s < samples; s++) {
        // Species by species in the data; interleaved here, so that batches hold all three.
        int place = s % (samples / classes) * classes + s / (samples / classes);
        features[f * samples + place] = (iris.features()[s * width + f] - mean) / deviation;
      }
    }
    double[] targets = new double[classes * samples];
    for (int s = 0; s < samples; s++) {
      targets[s % classes * samples + s] = 1;
    }
    return new Problem(
        samples,
        features,
        targets,
        10,
        true,
        1e-6,
        0.1,
        ShockleyDiode.of(1e-7),
        new SoftmaxCrossEntropy(8),
        30,
        0.05);
  }

  /** Features of a sample. */
  int width() {
    return features.length / samples;
  }

  /** Outputs of a sample. */
  int outputs() {
    return targets.length / samples;
  }

  private boolean classifies() {
    return loss instanceof SoftmaxCrossEntropy;
  }

  /** The circuit with random conductances. */
  Model model(double conductanceFactor, long seed) {
    double most = conductances * conductanceFactor;
    Initializer initial = new Initializer.Uniform(NARROWEST * most, most);
    Bounds bounds = Bounds.siemens(FLOOR * most, Double.MAX_VALUE);
    Signal x = new Input("x", width()).on();
    List<Signal> sources = new ArrayList<>(List.of(x));
    if (inverted) {
      sources.add(new InvertedInput("inverted").on(x));
    }
    sources.add(new Bias("bias", 1, 1).on());
    Signal all = new Concatenate("sources").on(sources.toArray(Signal[]::new));
    Signal h = new Dense(FIRST, hidden, initial, bounds).on(all);
    Signal above = new DiodeLayer("above", Direction.DOWN, diodeBias, diode).on(h);
    Signal pair = new DiodeLayer("below", Direction.UP, -diodeBias, diode).on(above);
    Signal amplified = new Amplification("amplifiers", GAIN).on(pair);
    Signal y = new Dense("second", 2 * outputs(), initial, bounds).on(amplified);
    return new Model(List.of(x), new Current("output", true).on(y), seed);
  }

  /** How far the outputs are from what is wanted, in the unit of {@link #tolerance}. */
  double error(double[] outputs, int[] predicted) {
    double error = 0;
    if (classifies()) {
      for (int s = 0; s < samples; s++) {
        error += targets[predicted[s] * samples + s] == 1 ? 0 : 1.0 / samples;
      }
    } else {
      for (int i = 0; i < outputs.length; i++) {
        error = Math.max(error, Math.abs(outputs[i] - targets[i]));
      }
    }
    return error;
  }

  /** The samples {@code from} to {@code to} of variable-major values. */
  double[] part(double[] values, int from, int to) {
    if (to - from == samples) {
      return values;
    }
    int rows = values.length / samples;
    double[] part = new double[rows * (to - from)];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(values, r * samples + from, part, r * (to - from), to - from);
    }
    return part;
  }
}
