package org.eqprop4j.experiments.cli;

import java.io.IOException;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.Experiments;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.run.RunDirectory;

/** What commands that read a run need. */
final class SavedRun {
  private SavedRun() {}

  /** The experiment that the run belongs to. */
  static Experiment<?> experiment(RunDirectory run) throws IOException {
    String name = run.provenance().experiment();
    return Experiments.named(name)
        .orElseThrow(
            () ->
                new ConfigException(
                    run.path() + ": is a run of " + name + ", which this program lacks"));
  }
}
