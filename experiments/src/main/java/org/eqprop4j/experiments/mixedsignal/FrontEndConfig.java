package org.eqprop4j.experiments.mixedsignal;

import org.eqprop4j.digital.FrontEnds;
import org.eqprop4j.experiments.config.Require;

/**
 * The digital front-end.
 *
 * @param name of the zoo, or a file of Deeplearning4j
 * @param embedding name of the layer that drives the circuit; empty for the usual one
 */
public record FrontEndConfig(String name, String embedding) {

  /** Checks that there is a name. */
  public FrontEndConfig {
    Require.that(!name.isBlank(), "name", name, "a name or a file");
  }

  /** Whether it is that of the paper, as it is there. */
  boolean isPaper() {
    return name.equals("paper") && embedding.isEmpty();
  }

  /** Name of the embedding layer. */
  String embeddingLayer() {
    return FrontEnds.embedding(name, embedding);
  }
}
