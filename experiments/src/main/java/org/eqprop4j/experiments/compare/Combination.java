package org.eqprop4j.experiments.compare;

import java.util.Locale;
import org.eqprop4j.experiments.mixedsignal.Training;

/**
 * What is run.
 *
 * @param frontEnd name of the front-end
 * @param training how it is trained
 * @param hidden hidden nodes of the circuit
 * @param seed of all random streams
 */
record Combination(String frontEnd, Training training, int hidden, long seed) {

  /** Names the directory of its run. */
  String directory() {
    return frontEnd.replaceAll("[^A-Za-z0-9.-]", "_")
        + "-"
        + training.name().toLowerCase(Locale.ROOT)
        + "-"
        + hidden
        + "-"
        + seed;
  }
}
