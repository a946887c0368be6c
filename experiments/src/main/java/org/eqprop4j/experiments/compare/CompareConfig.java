package org.eqprop4j.experiments.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eqprop4j.experiments.config.Require;
import org.eqprop4j.experiments.mixedsignal.DataConfig;
import org.eqprop4j.experiments.mixedsignal.MixedSignalConfig;
import org.eqprop4j.experiments.mixedsignal.Training;

/**
 * What to compare. The defaults are in the resource {@code compare.yaml}.
 *
 * @param seed the first seed
 * @param threads runs at once, 0 for as many as there are processors
 * @param engine what solves the circuits
 * @param data the images
 * @param frontEnds names or files
 * @param trainings kinds of training
 * @param hidden hidden nodes of the circuit
 * @param seeds how many seeds each
 * @param settings of the mixed-signal experiment for all runs, {@code key=value} as with --set
 */
public record CompareConfig(
    long seed,
    int threads,
    String engine,
    DataConfig data,
    List<String> frontEnds,
    List<Training> trainings,
    List<Integer> hidden,
    int seeds,
    List<String> settings) {

  /** Checks the ranges. */
  public CompareConfig {
    Require.atLeast("seed", seed, 1);
    Require.atLeast("threads", threads, 0);
    Require.atLeast("seeds", seeds, 1);
    Require.that(!frontEnds.isEmpty(), "frontEnds", frontEnds, "at least one");
    Require.that(!trainings.isEmpty(), "trainings", trainings, "at least one");
    Require.that(!hidden.isEmpty(), "hidden", hidden, "at least one");
    frontEnds = List.copyOf(frontEnds);
    trainings = List.copyOf(trainings);
    hidden = List.copyOf(hidden);
    settings = List.copyOf(settings);
  }

  /** Everything that is to be run. */
  List<Combination> combinations() {
    List<Combination> all = new ArrayList<>();
    for (String frontEnd : frontEnds) {
      for (Training training : trainings) {
        for (int nodes : hidden) {
          for (int s = 0; s < seeds; s++) {
            all.add(new Combination(frontEnd, training, nodes, seed + s));
          }
        }
      }
    }
    return all;
  }

  /**
   * The run of a combination.
   *
   * @throws org.eqprop4j.experiments.config.ConfigException if a setting is wrong, or the
   *     combination is not possible
   */
  MixedSignalConfig of(Combination combination) {
    String training = combination.training().name().toLowerCase(Locale.ROOT);
    return new NestedConfig("compare", settings, engine, data)
        .of(
            combination.seed(),
            combination.frontEnd(),
            List.of("training=" + training, "circuit.hidden=" + combination.hidden()));
  }
}
