package org.eqprop4j.experiments.robustness;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.ReadoutNoise;
import org.eqprop4j.analog.engine.SolveException;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.NudgingStrength;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.Momentum;
import org.eqprop4j.analog.train.optimizer.Optimizer;
import org.eqprop4j.analog.train.optimizer.Sgd;

/** One training, from one random start. */
final class Trial {
  private static final SolverOptions OPTIONS = SolverOptions.DEFAULT.withThreads(1);

  private final Problem problem;
  private final Variant variant;
  private final double rate;
  private final int epochs;
  private final RandomGenerator signs;
  private final Model model;
  private final double[] gradient;

  /**
   * A training.
   *
   * @param rate change of a conductance at Adam's first step, over the mean conductance
   * @param epochs most passes over the samples
   * @param seed of everything random
   */
  Trial(Problem problem, Variant variant, double rate, int epochs, long seed) {
    SplittableRandom seeds = new SplittableRandom(seed);
    this.problem = problem;
    this.variant = variant;
    this.rate = rate * variant.rateFactor();
    this.epochs = epochs;
    this.model = problem.model(variant.conductanceFactor(), seeds.nextLong());
    this.signs = seeds.split();
    this.gradient = new double[model.circuit().parameterCount()];
  }

  /**
   * How a training ended.
   *
   * @param converged whether the error fell to the task's tolerance
   * @param epochs passes over the samples
   * @param error the last error
   */
  record Outcome(boolean converged, int epochs, double error) {}

  /** Chooses a nudging strength for the start of the training. */
  NudgingStrength strength(double accuracy) {
    try (AnalogNetwork network = network(Engines.named("builtin"))) {
      return NudgingStrength.choose(network, problem.features(), problem.targets(), accuracy);
    }
  }

  /** Trains with a nudging strength [S V^2], voltages read with errors of so many volts. */
  Outcome run(double beta, double accuracy) {
    Engine engine = Engines.named("builtin");
    if (accuracy > 0) {
      engine = new ReadoutNoise(engine, accuracy, signs.nextLong());
    }
    try (AnalogNetwork network = network(engine)) {
      return run(network, beta);
    } catch (SolveException e) {
      return new Outcome(false, 0, Double.NaN);
    }
  }

  private AnalogNetwork network(Engine engine) {
    return new AnalogNetwork(model, problem.loss(), engine, OPTIONS);
  }

  private Outcome run(AnalogNetwork network, double beta) {
    Optimizer optimizer =
        switch (variant) {
          case SGD -> new Sgd();
          case MOMENTUM -> new Momentum(0.9);
          default -> new Adam();
        };
    optimizer.state(gradient.length);
    double step = Double.NaN;
    long steps = 0;
    for (int epoch = 0; ; epoch++) {
      AnalogNetwork.Free all = network.freeWithLoss(problem.features(), problem.targets());
      double error = problem.error(all.outputs(), all.predicted());
      if (error <= problem.tolerance() || epoch == epochs) {
        return new Outcome(error <= problem.tolerance(), epoch, error);
      }
      for (int from = 0; from < problem.samples(); from += problem.batch()) {
        int to = Math.min(problem.samples(), from + problem.batch());
        boolean whole = to - from == problem.samples();
        double[] features = problem.part(problem.features(), from, to);
        AnalogNetwork.Free free =
            whole ? all : network.freeWithLoss(features, problem.part(problem.targets(), from, to));
        estimate(network, features, free, beta);
        step = steps == 0 ? firstStep(optimizer) : step;
        update(optimizer, steps++, step);
        network.useParameters();
      }
    }
  }

  private void estimate(
      AnalogNetwork network, double[] features, AnalogNetwork.Free free, double beta) {
    GradientEstimator estimator =
        switch (variant) {
          case TOWARDS -> new GradientEstimator.OneSided(beta);
          case AWAY -> new GradientEstimator.OneSided(-beta);
          case RANDOM_SIGN -> new GradientEstimator.OneSided(signs.nextBoolean() ? beta : -beta);
          case ADJOINT -> new GradientEstimator.Adjoint();
          default -> new GradientEstimator.Centred(beta);
        };
    network.sumParameterGradient(network.contrast(estimator, features, free), gradient);
    if (variant == Variant.NO_ZONE_WEIGHTS) {
      Parameter first = model.circuit().parameter(Problem.FIRST);
      for (int i = first.offset(); i < first.end(); i++) {
        gradient[i] /= Problem.GAIN * Problem.GAIN;
      }
    }
  }

  /**
   * The learning rate with which the first step changes conductances by {@code rate} in the mean.
   */
  private double firstStep(Optimizer optimizer) {
    double conductances = 0;
    double squares = 0;
    int count = 0;
    for (Parameter p : model.circuit().parameters()) {
      for (int i = p.offset(); i < p.end() && p.trainable(); i++) {
        conductances += model.parameters()[i];
        squares += gradient[i] * gradient[i];
        count++;
      }
    }
    double change = rate * conductances / count;
    return optimizer instanceof Adam ? change : change / Math.sqrt(squares / count);
  }

  private void update(Optimizer optimizer, long steps, double step) {
    double[] values = model.parameters();
    for (Parameter p : model.circuit().parameters()) {
      if (p.trainable()) {
        optimizer.update(values, gradient, steps, p.offset(), p.end(), step);
        for (int i = p.offset(); i < p.end(); i++) {
          values[i] = model.bounds(p).clip(values[i]);
        }
      }
    }
    if (!Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new SolveException("a conductance is not finite any more");
    }
  }
}
