package org.eqprop4j.analog.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.eqprop4j.analog.model.Archive;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.model.ModelFile;

/**
 * A training that can go on as if it had never stopped: a model's file with the optimisers' state
 * beside it, {@code optimizer/<name>.npy} of shape {@code (parameters,)}, the number of updates
 * made in {@code checkpoint.json}, and in {@code fit.json} what {@link Trainer#fit} needs: seed,
 * number of steps, the place in the epoch, all results so far, whose best parameters are {@code
 * fit/best.npy}. Settings (loss, nudging, rates) belong to whoever restores.
 */
public final class Checkpoint {
  private static final String PROGRESS = "checkpoint.json";
  private static final String FORMAT = "eqprop4j-analog-checkpoint";
  private static final int VERSION = 1;
  private static final String FIT = "fit.json";
  private static final String FIT_FORMAT = "eqprop4j-analog-fit";
  private static final int FIT_VERSION = 1;
  private static final String BEST = "fit/best.npy";

  private Checkpoint() {}

  /**
   * What {@value #PROGRESS} holds.
   *
   * @param step number of updates made
   * @param optimizer names of the optimiser's state arrays, sorted
   */
  private record Progress(String format, int version, long step, List<String> optimizer) {}

  /**
   * What {@value #FIT} holds.
   *
   * @param steps number of updates of the whole training, 0 if not known yet
   * @param seed of what training draws
   */
  private record FitState(
      String format, int version, long steps, long seed, FitProgress.State progress) {}

  /** Saves a training between two updates, as a whole or not at all. */
  public static void save(Trainer trainer, Path file) throws IOException {
    archive(trainer, file.toString()).write(file);
  }

  /** The entries of a checkpoint, to which others can be added. */
  public static Archive archive(Trainer trainer, String source) {
    Archive archive = ModelFile.archive(trainer.model(), source);
    SortedMap<String, double[]> state = trainer.optimizerState();
    archive.putJson(
        PROGRESS, new Progress(FORMAT, VERSION, trainer.step(), List.copyOf(state.keySet())));
    state.forEach((name, values) -> archive.putArray(entry(name), values, values.length));
    archive.putJson(
        FIT,
        new FitState(
            FIT_FORMAT, FIT_VERSION, trainer.steps(), trainer.seed(), trainer.progress().state()));
    double[] best = trainer.progress().best();
    if (best != null) {
      archive.putArray(BEST, best, best.length);
    }
    return archive;
  }

  /**
   * Puts a training back to where it was saved: parameters, optimiser and step. Changes nothing if
   * it fails.
   *
   * @param trainer for a model of the same layers, with an optimiser of the same kind
   * @throws IOException in one line, naming the file and what was expected
   */
  public static void restore(Trainer trainer, Path file) throws IOException {
    restore(trainer, Archive.read(file));
  }

  /** Like {@link #restore(Trainer, Path)}, from entries that were read already. */
  public static void restore(Trainer trainer, Archive archive) throws IOException {
    Model model = trainer.model();
    Progress progress = archive.json(PROGRESS, Progress.class, FORMAT, VERSION);
    double[] parameters = ModelFile.parameters(archive, model);
    SortedMap<String, double[]> state = trainer.optimizerState();
    if (!progress.optimizer().equals(List.copyOf(state.keySet()))) {
      throw new IOException(
          String.format(
              "%s: holds optimiser state %s, expected %s",
              archive.source(), progress.optimizer(), state.keySet()));
    }
    Map<String, double[]> saved = new HashMap<>();
    for (String name : progress.optimizer()) {
      saved.put(name, archive.array(entry(name), parameters.length));
    }
    Optional<FitState> fit = fit(archive);
    double[] best =
        fit.isPresent() && fit.get().progress().hasBest()
            ? archive.array(BEST, parameters.length)
            : null;
    model.setParameters(parameters);
    saved.forEach((name, values) -> System.arraycopy(values, 0, state.get(name), 0, values.length));
    trainer.resumeAt(progress.step());
    if (fit.isPresent()) {
      trainer.resumeWith(fit.get().steps(), fit.get().seed());
      trainer.progress().restore(fit.get().progress(), best);
    }
  }

  /** Empty for files from before there was {@link Trainer#fit}. */
  private static Optional<FitState> fit(Archive archive) throws IOException {
    return archive.contains(FIT)
        ? Optional.of(archive.json(FIT, FitState.class, FIT_FORMAT, FIT_VERSION))
        : Optional.empty();
  }

  private static String entry(String name) {
    return "optimizer/" + name + ".npy";
  }
}
