package org.eqprop4j.experiments.kiraz;

import java.util.SplittableRandom;
import org.eqprop4j.analog.model.Model;

/**
 * The tasks of Kiraz et al. (2023) on their circuit made of the library's layers, for experiments
 * that look at it.
 */
public enum PublishedProblem {
  /** Section III: one sample, two outputs that are folded to one answer. */
  CASE_ONE,
  /** The scripts: four samples, one output. */
  XOR;

  private PublishedTask task() {
    return switch (this) {
      case CASE_ONE -> PublishedTask.CASE_ONE;
      case XOR -> PublishedTask.XOR;
    };
  }

  /** The circuit with conductances from 1e-4 to 1e-1 S. */
  public Model model(long seed) {
    PublishedTask task = task();
    PublishedCircuit circuit =
        new PublishedCircuit(task.outputs(), PublishedCircuit.Feedback.RIGHT);
    return LibraryCircuit.with(
        task.outputs(), PublishedTraining.start(circuit, new SplittableRandom(seed).split()));
  }

  /** Input voltages [V], {@code sources x samples}. */
  public double[] features() {
    PublishedTask task = task();
    int samples = task.samples();
    double[] features = new double[PublishedCircuit.SOURCES * samples];
    for (int s = 0; s < samples; s++) {
      for (int i = 0; i < PublishedCircuit.SOURCES; i++) {
        features[i * samples + s] = task.sources(s)[i];
      }
    }
    return features;
  }

  /** Wanted answers [V], one for each sample. */
  public double[] targets() {
    PublishedTask task = task();
    double[] targets = new double[task.samples()];
    for (int s = 0; s < targets.length; s++) {
      targets[s] = task.target(s);
    }
    return targets;
  }
}
