package org.eqprop4j.experiments.kiraz;

import java.util.List;
import org.eqprop4j.experiments.config.Require;

/**
 * What decides the outcome of {@code case-1}. The defaults, with a comment for each key, are in the
 * resource {@code case-1.yaml}.
 *
 * @param seed initialisation n has the seed {@code seed + n}
 * @param threads trainings side by side, 0 for as many as there are processors
 * @param initialisations random starts of the map
 * @param shown the random start that the curves show, from 1
 * @param iterations most iterations of a training
 * @param tolerance error at which a training has converged [V]
 * @param rates learning rates of the map [S^2/V^2]
 * @param rate the one of the curves and the results
 * @param betas nudging strengths [S]
 * @param accuracies standard deviations of the error with which voltages are read [V]
 */
public record CaseOneConfig(
    long seed,
    int threads,
    int initialisations,
    int shown,
    int iterations,
    double tolerance,
    List<Double> rates,
    double rate,
    List<Double> betas,
    List<Double> accuracies) {

  /** Checks the ranges. */
  public CaseOneConfig {
    Require.atLeast("threads", threads, 0);
    Require.atLeast("initialisations", initialisations, 1);
    Require.atLeast("shown", shown, 1);
    Require.atLeast("iterations", iterations, 1);
    Require.positive("tolerance", tolerance);
    Require.someOf("rates", rates, value -> value > 0, "above 0");
    Require.that(rates.contains(rate), "rate", rate, "one of the rates, " + rates);
    Require.someOf("betas", betas, value -> value > 0, "above 0");
    Require.someOf("accuracies", accuracies, value -> value >= 0, "of at least 0");
    rates = List.copyOf(rates);
    betas = List.copyOf(betas);
    accuracies = List.copyOf(accuracies);
  }
}
