package org.eqprop4j.analog.train;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Parameter;

/**
 * A beta for centred nudging that suits a network and the accuracy of its voltages.
 *
 * <p>The estimate's bias grows as beta^2, since the circuit bends; what errors of the voltages do
 * to it falls as 1/beta. The best beta lies where the two are equal. Bias is measured by nudging
 * twice as far, noise by putting errors through the gradient; both are parts of the gradient's
 * norm.
 *
 * @param beta nudging strength [S V^2]
 * @param outputConductance what the nudging currents meet at the output nodes [S]: the currents
 *     squared over the power that they deliver
 * @param bias distance of the estimate from the gradient, over its norm
 * @param noise standard deviation of the estimate, over the gradient's norm
 */
public record NudgingStrength(double beta, double outputConductance, double bias, double noise) {
  /** How far the outputs are moved at first, and at most [V]. */
  private static final double FIRST_SWING = 1e-3;

  private static final double LARGEST_SWING = 1;

  /** Rounds of setting bias and noise equal, and the most that beta changes in one. */
  private static final int ROUNDS = 5;

  private static final double LARGEST_CHANGE = 100;

  /** Draws of the errors whose effect is averaged. */
  private static final int DRAWS = 8;

  /**
   * Chooses a strength for the network as it is.
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
    if (!(voltageAccuracy > 0 && voltageAccuracy < 1)) {
      throw new IllegalArgumentException(
          "voltage accuracy must be between 0 and 1 V, got " + voltageAccuracy + " V");
    }
    AnalogNetwork.Free free = network.freeWithLoss(features, targets);
    Probe probe = new Probe(network, features, free);
    double conductance = probe.outputConductance(probe.meanConductance());
    double voltPerVolt = conductance / probe.largestLossGradient();
    double beta = FIRST_SWING * voltPerVolt;
    NudgingStrength found = null;
    for (int round = 0; round < ROUNDS; round++) {
      found = probe.at(beta, conductance, voltageAccuracy);
      double change = Math.cbrt(found.noise() / found.bias());
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
    return new GradientEstimator.Centred(beta);
  }

  /** Estimates on one network and batch. */
  private static final class Probe {
    private final AnalogNetwork network;
    private final Circuit circuit;
    private final double[] features;
    private final AnalogNetwork.Free free;

    Probe(AnalogNetwork network, double[] features, AnalogNetwork.Free free) {
      this.network = network;
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
      // With g(beta) = g + c beta^2 the two differ by three times the bias at beta.
      double bias = norm(further) / (3 * norm);
      double noise = noise(voltageAccuracy / (Math.sqrt(2) * beta)) / norm;
      return new NudgingStrength(beta, conductance, bias, noise);
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
      return network.contrast(new GradientEstimator.Centred(beta), features, free);
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
