package org.eqprop4j.experiments.robustness;

import java.util.List;
import org.eqprop4j.experiments.config.Require;

/**
 * What decides the outcome of {@code robustness}. The defaults, with a comment for each key, are in
 * the resource {@code robustness.yaml}.
 *
 * @param seed initialisation n has the seed {@code seed + n}
 * @param threads trainings side by side, 0 for as many as there are processors
 * @param initialisations random starts of case 1 and XOR with the defaults, the published rule, and
 *     the strength chosen automatically
 * @param variantInitialisations random starts of case 1 and XOR with the variants
 * @param irisInitialisations random starts of Iris
 * @param epochs most passes over the samples of case 1 and XOR
 * @param irisEpochs most passes over those of Iris
 * @param rate change of a conductance at the first step, over the mean conductance
 * @param betas nudging strengths over the conductance at the output [V^2]; variants take every
 *     second
 * @param accuracies errors of reading for which a strength is chosen [V]
 * @param publishedAccuracy error of reading of the published rule [V]
 */
public record RobustnessConfig(
    long seed,
    int threads,
    int initialisations,
    int variantInitialisations,
    int irisInitialisations,
    int epochs,
    int irisEpochs,
    double rate,
    List<Double> betas,
    List<Double> accuracies,
    double publishedAccuracy) {

  /** Checks the ranges. */
  public RobustnessConfig {
    Require.atLeast("threads", threads, 0);
    Require.atLeast("initialisations", initialisations, 1);
    Require.atLeast("variantInitialisations", variantInitialisations, 1);
    Require.atLeast("irisInitialisations", irisInitialisations, 1);
    Require.atLeast("epochs", epochs, 1);
    Require.atLeast("irisEpochs", irisEpochs, 1);
    Require.positive("rate", rate);
    Require.someOf("betas", betas, value -> value > 0, "above 0");
    Require.someOf("accuracies", accuracies, value -> value > 0 && value < 1, "from 0 to 1");
    Require.notNegative("publishedAccuracy", publishedAccuracy);
    betas = List.copyOf(betas);
    accuracies = List.copyOf(accuracies);
  }
}
