package org.eqprop4j.experiments.cli;

import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.experiments.config.ConfigLayer;
import picocli.CommandLine.Mixin;

/**
 * The options that say where and how to work, and have no effect on the numbers beyond tolerances.
 */
final class MachineOptions {
  @Mixin private EngineOptions engine;

  @Mixin private DataOption data;

  List<ConfigLayer> layers() {
    List<ConfigLayer> layers = new ArrayList<>(engine.layers());
    layers.addAll(data.layers());
    return layers;
  }
}
