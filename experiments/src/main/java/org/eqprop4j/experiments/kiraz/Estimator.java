package org.eqprop4j.experiments.kiraz;

import java.util.Optional;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.experiments.kiraz.PublishedCircuit.Feedback;
import org.eqprop4j.experiments.kiraz.PublishedCircuit.State;

/** The ways to a gradient that the audit compares, each on the circuit that it was meant for. */
enum Estimator {
  /** Voltage drops as the scripts have them. */
  SCRIPTS_VOLTAGE_DROP(Feedback.REVERSED),
  /** The drops in the right order, everything else as in the scripts. */
  ORDERED_VOLTAGE_DROP(Feedback.REVERSED),
  /** The drops in the right order, and minus the gain squared for the first layer. */
  NEGATIVE_WEIGHT_VOLTAGE_DROP(Feedback.REVERSED),
  /** Power perturbation as the scripts have it. */
  SCRIPTS_POWER(Feedback.REVERSED),
  /** Power perturbation with the feedback's polarity right. */
  POLARITY_POWER(Feedback.RIGHT),
  /** Voltage drops with order and polarity right, without the zone's weight. */
  POLARITY_VOLTAGE_DROP(Feedback.RIGHT),
  /**
   * Voltage drops with order, polarity and the zone's weight: the library's one-sided estimator.
   */
  ZONE_WEIGHTS(Feedback.RIGHT),
  /** The library's centred estimator. */
  CENTRED(Feedback.RIGHT),
  /** The library's adjoint. */
  ADJOINT(Feedback.RIGHT);

  private static final double UPSTREAM = PublishedCircuit.GAIN * PublishedCircuit.GAIN;

  private final Feedback feedback;

  Estimator(Feedback feedback) {
    this.feedback = feedback;
  }

  /** The polarity of the circuit that the estimate is made on. */
  Feedback feedback() {
    return feedback;
  }

  /**
   * Estimates dC/dw of one sample, with C = (t - y)^2 / 2.
   *
   * @param circuit with {@link #feedback()}, set to the weights
   * @param weights positive [S]
   * @param beta nudging current over error [S]
   * @return empty if an operating point was not found
   */
  Optional<double[]> gradient(
      PublishedCircuit circuit, double[] weights, PublishedTask task, int sample, double beta) {
    return switch (this) {
      case SCRIPTS_VOLTAGE_DROP ->
          drops(new VoltageDropRule(true, 1), circuit, weights, task, sample, beta);
      case ORDERED_VOLTAGE_DROP, POLARITY_VOLTAGE_DROP ->
          drops(new VoltageDropRule(false, 1), circuit, weights, task, sample, beta);
      case NEGATIVE_WEIGHT_VOLTAGE_DROP ->
          drops(new VoltageDropRule(false, -UPSTREAM), circuit, weights, task, sample, beta);
      case SCRIPTS_POWER, POLARITY_POWER ->
          PowerPerturbationRule.gradient(circuit, weights, task, sample, beta);
      case ZONE_WEIGHTS ->
          Optional.of(library(new GradientEstimator.OneSided(-beta), weights, task, sample));
      case CENTRED ->
          Optional.of(library(new GradientEstimator.Centred(beta), weights, task, sample));
      case ADJOINT -> Optional.of(library(new GradientEstimator.Adjoint(), weights, task, sample));
    };
  }

  private static Optional<double[]> drops(
      VoltageDropRule rule,
      PublishedCircuit circuit,
      double[] weights,
      PublishedTask task,
      int sample,
      double beta) {
    double[] sources = task.sources(sample);
    Optional<State> free = circuit.solve(sources);
    Optional<State> nudged =
        free.flatMap(f -> circuit.solve(sources, task.injected(-beta * task.error(sample, f))));
    return nudged.map(n -> rule.gradient(circuit, weights, sources, free.get(), n, beta));
  }

  private static double[] library(
      GradientEstimator estimator, double[] weights, PublishedTask task, int sample) {
    Model model = LibraryCircuit.with(task.outputs(), weights);
    SolverOptions options = SolverOptions.DEFAULT.withThreads(1).withVoltageTolerance(1e-12);
    try (AnalogNetwork network =
        new AnalogNetwork(model, new MeanSquaredError(1), Engines.named("builtin"), options)) {
      double[] sources = task.sources(sample);
      AnalogNetwork.Free free = network.freeWithLoss(sources, new double[] {task.target(sample)});
      double[] gradient = new double[model.circuit().parameterCount()];
      network.sumParameterGradient(network.contrast(estimator, sources, free), gradient);
      return LibraryCircuit.ofWeights(model, gradient);
    }
  }
}
