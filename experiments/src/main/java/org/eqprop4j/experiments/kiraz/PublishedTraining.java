package org.eqprop4j.experiments.kiraz;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.eqprop4j.experiments.kiraz.PublishedCircuit.State;

/**
 * Plain gradient descent on the published circuit, a step after each sample as in the scripts.
 * Conductances start uniformly between 1e-4 and 1e-1 S.
 */
public final class PublishedTraining {
  private static final double LOW = 1e-4;
  private static final double HIGH = 1e-1;

  private final PublishedTask task;
  private final Reading reading;
  private final boolean power;
  private final double rate;
  private final double beta;
  private final double accuracy;
  private final RandomGenerator noise;
  private final PublishedCircuit circuit;
  private final double[] weights;

  /**
   * A training.
   *
   * @param power whether gradients come from perturbed powers instead of voltage drops
   * @param rate learning rate on the loss (t - y)^2 / 2 [S^2/V^2]
   * @param beta nudging currents are beta (t - y) [S]
   * @param accuracy standard deviation of the error with which voltages are read [V]
   * @param seed decides the start and the errors of reading
   */
  PublishedTraining(
      PublishedTask task,
      Reading reading,
      boolean power,
      double rate,
      double beta,
      double accuracy,
      long seed) {
    SplittableRandom seeds = new SplittableRandom(seed);
    this.task = task;
    this.reading = reading;
    this.power = power;
    this.rate = rate;
    this.beta = beta;
    this.accuracy = accuracy;
    this.circuit = new PublishedCircuit(task.outputs(), reading.feedback());
    this.weights = start(circuit, seeds.split());
    this.noise = seeds.split();
  }

  /** Initial weights [S]. */
  static double[] start(PublishedCircuit circuit, RandomGenerator random) {
    return random.doubles(circuit.weightCount()).map(u -> LOW + (HIGH - LOW) * u).toArray();
  }

  /**
   * The conductance at the outputs of a fresh circuit [S]: that of the resistors there, of two
   * outputs the harmonic mean.
   */
  static double outputConductance(PublishedTask task, long seed) {
    PublishedCircuit circuit = new PublishedCircuit(task.outputs(), Reading.SCRIPTS.feedback());
    double[] weights = start(circuit, new SplittableRandom(seed).split());
    double reciprocal = 0;
    for (int o = 0; o < task.outputs(); o++) {
      double total = 0;
      for (int j = 0; j < PublishedCircuit.HIDDEN; j++) {
        total += weights[PublishedCircuit.FIRST + j * task.outputs() + o];
      }
      reciprocal += 1 / total;
    }
    return task.outputs() / reciprocal;
  }

  /**
   * How a training ended.
   *
   * @param converged whether the largest error fell below what was asked for
   * @param iterations passes made
   * @param error largest error at the end [V], NaN if there was no operating point any more
   */
  public record Outcome(boolean converged, int iterations, double error) {}

  /**
   * When a training ends.
   *
   * @param iterations most passes over the samples
   * @param error the largest error of any sample below which it has converged [V]
   */
  public record Limits(int iterations, double error) {}

  /** Trains until it has converged or the limit is reached. */
  Outcome run(Limits limits) {
    double error = Double.NaN;
    for (int i = 0; i < limits.iterations(); i++) {
      error = pass();
      if (error < limits.error()) {
        return new Outcome(true, i, error);
      }
      if (Double.isNaN(error)) {
        return new Outcome(false, i, error);
      }
    }
    return new Outcome(false, limits.iterations(), error);
  }

  /**
   * One pass over the samples.
   *
   * @return the largest error before the sample's step [V], NaN if an operating point was not found
   */
  double pass() {
    double largest = 0;
    for (int s = 0; s < task.samples(); s++) {
      circuit.setWeights(weights);
      Optional<State> free = circuit.solve(task.sources(s));
      if (free.isEmpty()) {
        return Double.NaN;
      }
      double error = task.error(s, free.get());
      largest = Math.max(largest, Math.abs(error));
      if (power) {
        Optional<double[]> gradient =
            PowerPerturbationRule.gradient(circuit, weights, task, s, beta);
        if (gradient.isEmpty()) {
          return Double.NaN;
        }
        step(gradient.get());
        continue;
      }
      Optional<State> away = circuit.solve(task.sources(s), task.injected(-beta * error));
      Optional<State> upper =
          reading.centred() ? circuit.solve(task.sources(s), task.injected(beta * error)) : free;
      if (away.isEmpty() || upper.isEmpty()) {
        return Double.NaN;
      }
      step(gradient(s, read(upper.get()), read(away.get())));
    }
    return largest;
  }

  private double[] gradient(int sample, State upper, State lower) {
    double span = reading.centred() ? 2 * beta : beta;
    return reading.rule().gradient(circuit, weights, task.sources(sample), upper, lower, span);
  }

  private void step(double[] gradient) {
    for (int k = 0; k < weights.length; k++) {
      weights[k] -= rate * gradient[k];
      if (task.floor() > 0) {
        weights[k] = Math.max(task.floor(), weights[k]);
      }
    }
  }

  private State read(State state) {
    return accuracy == 0 ? state : new State(blurred(state.hidden()), blurred(state.outputs()));
  }

  private double[] blurred(double[] volts) {
    double[] read = new double[volts.length];
    for (int i = 0; i < volts.length; i++) {
      read[i] = volts[i] + accuracy * noise.nextGaussian();
    }
    return read;
  }
}
