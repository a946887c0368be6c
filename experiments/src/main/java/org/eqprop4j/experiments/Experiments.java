package org.eqprop4j.experiments;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The experiments on the class path. */
public final class Experiments {
  private Experiments() {}

  /** All of them, by name. */
  public static List<Experiment<?>> all() {
    return ServiceLoader.load(Experiment.class).stream()
        .<Experiment<?>>map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(Experiment::name))
        .toList();
  }

  /** The one with the given name. */
  public static Optional<Experiment<?>> named(String name) {
    return all().stream().filter(experiment -> experiment.name().equals(name)).findFirst();
  }
}
