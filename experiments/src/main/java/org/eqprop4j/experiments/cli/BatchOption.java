package org.eqprop4j.experiments.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The size of batches of the benchmarks that train. */
final class BatchOption {
  @Option(
      names = "--batch",
      paramLabel = "SAMPLES",
      description = "Samples of a batch, 64 by default.",
      defaultValue = "64")
  private int samples;

  /** Number of samples; refuses less than one. */
  int samples(CommandSpec spec) {
    if (samples < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "expected --batch of at least 1 sample, got " + samples);
    }
    return samples;
  }
}
