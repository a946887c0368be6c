package org.eqprop4j.analog.train;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.data.Samples;

/**
 * A beta that suits a network and the accuracy of its voltages.
 *
 * <p>The estimate's bias grows with beta, since the circuit bends; what errors of the voltages do
 * to it falls as 1/beta. The best beta lies where the two are equal. Bias is measured by nudging
 * twice as far, noise by putting errors through the gradient; both are parts of the gradient's
 * norm.
 *
 * @param sides to which sides it nudges
 * @param beta nudging strength [S V^2]
 * @param outputConductance what the nudging currents meet at the output nodes [S]: the currents
 *     squared over the power that they deliver
 * @param bias distance of the estimate from the gradient, over its norm
 * @param noise standard deviation of the estimate, over the gradient's norm
 */
public record NudgingStrength(
    Sides sides, double beta, double outputConductance, double bias, double noise) {
  /** Most samples of a training set that a strength is chosen by: a simulator takes a while. */
  private static final int MOST_SAMPLES = 64;

  /** How far the outputs are moved at first, and at most [V]. */
  private static final double FIRST_SWING = 1e-3;

  private static final double LARGEST_SWING = 1;

  /** Rounds of setting bias and noise equal, and the most that beta changes in one. */
  private static final int ROUNDS = 5;

  private static final double LARGEST_CHANGE = 100;

  /** Draws of the errors whose effect is averaged. */
  private static final int DRAWS = 8;

  /** To which sides a circuit is nudged. */
  public enum Sides {
    /** +beta and -beta: the bias grows as beta^2. */
    BOTH(2),
    /** beta, against the free phase: the bias grows as beta. */
    ONE(1);

    /** Power of beta that the bias grows with; also the distance of the two phases in beta. */
    private final int order;

    Sides(int order) {
      this.order = order;
    }

    private GradientEstimator estimator(double beta) {
      return this == BOTH
          ? new GradientEstimator.Centred(beta)
          : new GradientEstimator.OneSided(beta);
    }

    /** The part of a gradient's change at twice the beta that is its bias. */
    private double biasPart() {
      return 1 / (Math.pow(2, order) - 1);
    }

    /** Error of the response to a current over that of either phase's voltages, at a beta of 1. */
    private double responseError() {
      return Math.sqrt(2) / order;
    }

    /** The factor on beta that makes bias and noise equal. */
    private double balance(double bias, double noise) {
      return Math.pow(noise / bias, 1.0 / (order + 1));
    }
  }

  /**
   * Chooses a strength for nudging to some sides by samples spread over a training set.
   *
   * @param samples input voltages [V] and targets
   * @param voltageAccuracy as for the other
   * @throws IllegalArgumentException likewise
   */
  public static NudgingStrength choose(
      AnalogNetwork network, Sides sides, Samples samples, double voltageAccuracy) {
    Samples some = samples.spread(MOST_SAMPLES);
    Batch.Part batch = network.reader().next(some.inOrder(some.size())).whole();
    return choose(network, sides, batch.features(), batch.targets(), voltageAccuracy);
  }

  /**
   * Chooses a strength for nudging to both sides.
   *
   * @param features input voltages of some samples [V], {@code features x samples}
   * @param targets their targets, {@code outputs x samples}
   * @param voltageAccuracy standard deviation of the errors of voltages [V], such as the engine's
   *     tolerance
   * @throws IllegalArgumentException if the samples have no error to nudge by, or no trainable
   *     parameter changes it
   */
  public static NudgingStrength choose(
      AnalogNetwork network, double[] features, double[] targets, double voltageAccuracy) {
    return choose(network, Sides.BOTH, features, targets, voltageAccuracy);
  }

  static NudgingStrength choose(
      AnalogNetwork network,
      Sides sides,
      double[] features,
      double[] targets,
      double voltageAccuracy) {
    if (!(voltageAccuracy > 0 && voltageAccuracy < 1)) {
      throw new IllegalArgumentException(
          "voltage accuracy must be between 0 and 1 V, got " + voltageAccuracy + " V");
    }
    AnalogNetwork.Free free = network.freeWithLoss(features, targets);
    Probe probe = new Probe(network, sides, features, free);
    double conductance = probe.outputConductance(probe.meanConductance());
    double voltPerVolt = conductance / probe.largestLossGradient();
    double beta = FIRST_SWING * voltPerVolt;
    NudgingStrength found = null;
    for (int round = 0; round < ROUNDS; round++) {
      found = probe.at(beta, conductance, voltageAccuracy);
      double change = sides.balance(found.bias(), found.noise());
      beta *= Math.max(1 / LARGEST_CHANGE, Math.min(LARGEST_CHANGE, change));
      beta = Math.min(beta, LARGEST_SWING * voltPerVolt);
    }
    return found;
  }

  /** Beta over the conductance at the outputs [V^2]. */
  public double relative() {
    return beta / outputConductance;
  }

  /** The estimator with this strength. */
  public GradientEstimator estimator() {
    return sides.estimator(beta);
  }

  /** Estimates on one network and batch. */
  private static final class Probe {
    private final AnalogNetwork network;
    private final Sides sides;
    private final Circuit circuit;
    private final double[] features;
    private final AnalogNetwork.Free free;

    Probe(AnalogNetwork network, Sides sides, double[] features, AnalogNetwork.Free free) {
      this.network = network;
      this.sides = sides;
      this.circuit = network.model().circuit();
      this.features = features;
      this.free = free;
    }

    NudgingStrength at(double beta, double conductance, double voltageAccuracy) {
      double[] gradient = gradient(contrast(beta));
      double[] further = gradient(contrast(2 * beta));
      double norm = norm(gradient);
      if (norm == 0) {
        throw new IllegalArgumentException(
            "no trainable parameter changes the loss, there is nothing to choose a strength by");
      }
      for (int i = 0; i < further.length; i++) {
        further[i] -= gradient[i];
      }
      double bias = sides.biasPart() * norm(further) / norm;
      double noise = noise(sides.responseError() * voltageAccuracy / beta) / norm;
      return new NudgingStrength(sides, beta, conductance, bias, noise);
    }

    /** Root mean square of the gradient that errors of the response [1/A] feign. */
    private double noise(double responseError) {
      RandomGenerator random = new SplittableRandom(1);
      int samples = free.points().samples();
      double squares = 0;
      for (int draw = 0; draw < DRAWS; draw++) {
        double[] response = new double[free.points().voltages().length];
        for (int node = 0; node < circuit.nodeCount(); node++) {
          for (int s = 0; s < samples && !circuit.reduction().isDriven(node); s++) {
            response[node * samples + s] = responseError * random.nextGaussian();
          }
        }
        double norm = norm(gradient(PhaseContrast.derivative(free.points(), response)));
        squares += norm * norm;
      }
      return Math.sqrt(squares / DRAWS);
    }

    private PhaseContrast contrast(double beta) {
      return network.contrast(sides.estimator(beta), features, free);
    }

    private double[] gradient(PhaseContrast contrast) {
      double[] gradient = new double[circuit.parameterCount()];
      network.sumParameterGradient(contrast, gradient);
      circuit.parameters().stream()
          .filter(p -> !p.trainable())
          .forEach(p -> Arrays.fill(gradient, p.offset(), p.end(), 0));
      return gradient;
    }

    /**
     * Seen with currents that a conductance of {@code scale} would turn into {@link #FIRST_SWING}.
     */
    double outputConductance(double scale) {
      double beta = FIRST_SWING * scale / largestLossGradient();
      double[] response = contrast(beta).response();
      int samples = free.points().samples();
      double currents = 0;
      double power = 0;
      for (int o = 0; o < circuit.outputs().nodes().size(); o++) {
        int node = circuit.outputs().nodes().get(o);
        for (int s = 0; s < samples; s++) {
          double current =
              -free.nodeGradient()[o * samples + s] / circuit.zoneWeights().ofNode(node);
          currents += current * current;
          power += current * response[node * samples + s];
        }
      }
      return currents / power;
    }

    /** The largest dC/dV of an output node [1/V]. */
    double largestLossGradient() {
      double largest = 0;
      for (double value : free.nodeGradient()) {
        largest = Math.max(largest, Math.abs(value));
      }
      if (largest == 0) {
        throw new IllegalArgumentException(
            "the samples have no error to choose a nudging strength by");
      }
      return largest;
    }

    /** The mean of the conductances [S]. */
    double meanConductance() {
      return circuit.parameters().stream()
          .filter(p -> p.kind() == Parameter.Kind.CONDUCTANCE)
          .flatMapToDouble(p -> Arrays.stream(network.model().parameters(), p.offset(), p.end()))
          .average()
          .orElseThrow(() -> new IllegalArgumentException("the circuit has no conductance"));
    }

    private static double norm(double[] vector) {
      double sum = 0;
      for (double value : vector) {
        sum += value * value;
      }
      return Math.sqrt(sum);
    }
  }
}
