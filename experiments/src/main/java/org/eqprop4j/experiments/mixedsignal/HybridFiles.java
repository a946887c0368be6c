package org.eqprop4j.experiments.mixedsignal;

import java.nio.file.Path;

/** Names of the files in checkpoints, in one place. */
final class HybridFiles {
  private HybridFiles() {}

  /** A Deeplearning4j network. */
  static Path network(Path directory) {
    return directory.resolve("network.zip");
  }

  /** A circuit with the state of its training. */
  static Path circuit(Path directory) {
    return directory.resolve("circuit.zip");
  }

  /** The scaling from embedding to volts. */
  static Path scaling(Path directory) {
    return directory.resolve("scaling.json");
  }

  /** Trained input voltages, a NumPy array {@code samples x features}. */
  static Path inputs(Path directory) {
    return directory.resolve("inputs.npy");
  }
}
