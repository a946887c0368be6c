package org.eqprop4j.bridge;

import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.loss.Loss;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.data.Samples;

/**
 * Heads with the values of the mixed-signal experiment, networks of them, and what these say about
 * samples solved one by one.
 */
final class Heads {
  static final Bounds BOUNDS = Bounds.siemens(1e-9, 1e-4);
  static final double BIAS_VOLTS = 1;
  static final double DIODE_BIAS = 0.1;
  static final Loss LOSS = new SoftmaxCrossEntropy(5);

  private Heads() {}

  static AnalogHead head(int hidden, double gain) {
    return new AnalogHead(
        hidden,
        gain,
        BIAS_VOLTS,
        ShockleyDiode.of(1e-7),
        DIODE_BIAS,
        new Initializer.Uniform(0, 1e-6),
        BOUNDS);
  }

  /** A network on the built-in engine, solved to rounding. */
  static AnalogNetwork network(Model model, int threads) {
    return new AnalogNetwork(
        model, LOSS, Engines.named("builtin"), new SolverOptions(threads, 1e-13, 200));
  }

  /** Each sample solved alone: how far its class is above the best other [V]. */
  static double[] leads(AnalogNetwork network, Samples samples) {
    double[] leads = new double[samples.size()];
    for (int s = 0; s < leads.length; s++) {
      double[] y = outputs(network, features(samples, s));
      double best = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < y.length; k++) {
        best = k == samples.label(s) ? best : Math.max(best, y[k]);
      }
      leads[s] = y[samples.label(s)] - best;
    }
    return leads;
  }

  /** Loss of one sample. */
  static double loss(AnalogNetwork network, double[] features, int label) {
    double[] y = outputs(network, features);
    double[] target = new double[y.length];
    target[label] = 1;
    return LOSS.evaluate(y, target, new double[y.length]);
  }

  /** The input voltages of a sample [V]. */
  static double[] features(Samples samples, int sample) {
    double[] features = new double[samples.featureWidth()];
    for (int f = 0; f < features.length; f++) {
      features[f] = samples.features()[sample * features.length + f];
    }
    return features;
  }

  /** Outputs of one sample: k is the difference of the output nodes 2 k and 2 k + 1 [V]. */
  private static double[] outputs(AnalogNetwork network, double[] features) {
    OperatingPoints points = network.free(features);
    Nodes nodes = network.model().circuit().outputs().nodes();
    double[] y = new double[nodes.size() / 2];
    for (int k = 0; k < y.length; k++) {
      y[k] = points.voltage(nodes.get(2 * k), 0) - points.voltage(nodes.get(2 * k + 1), 0);
    }
    return y;
  }
}
