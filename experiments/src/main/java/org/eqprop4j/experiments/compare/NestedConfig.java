package org.eqprop4j.experiments.compare;

import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.experiments.config.ConfigLayer;
import org.eqprop4j.experiments.config.ConfigLoader;
import org.eqprop4j.experiments.mixedsignal.DataConfig;
import org.eqprop4j.experiments.mixedsignal.MixedSignalConfig;

/**
 * What all mixed-signal runs inside a run of another experiment have in common. They have one
 * thread each: runs are what is parallel.
 *
 * @param experiment that they are part of, named where a value is wrong
 * @param settings further keys of {@code mixed-signal}, which the experiment's own go over
 * @param engine that solves the circuits
 * @param data the images
 */
public record NestedConfig(
    String experiment, List<String> settings, String engine, DataConfig data) {

  /** The configuration of a run, with the front-end of the settings. */
  public MixedSignalConfig of(long seed, List<String> own) {
    return load(seed, own, List.of());
  }

  /**
   * The configuration of a run with a front-end.
   *
   * @param frontEnd name or file
   * @param own keys of this run, as assignments
   */
  public MixedSignalConfig of(long seed, String frontEnd, List<String> own) {
    return load(seed, own, List.of(ConfigLayer.text(experiment, "frontEnd.name", frontEnd)));
  }

  private MixedSignalConfig load(long seed, List<String> own, List<ConfigLayer> last) {
    List<String> assignments = new ArrayList<>(List.of("seed=" + seed, "threads=1"));
    assignments.addAll(own);
    assignments.add("data.trainImages=" + data.trainImages());
    assignments.add("data.testImages=" + data.testImages());
    List<ConfigLayer> layers = new ArrayList<>();
    settings.forEach(setting -> layers.add(ConfigLayer.assignment("settings", setting)));
    assignments.forEach(setting -> layers.add(ConfigLayer.assignment(experiment, setting)));
    layers.add(ConfigLayer.text(experiment, "engine", engine));
    layers.add(ConfigLayer.text(experiment, "data.directory", data.directory()));
    layers.addAll(last);
    return new ConfigLoader<>(MixedSignalConfig.class, "mixed-signal").load(layers);
  }
}
