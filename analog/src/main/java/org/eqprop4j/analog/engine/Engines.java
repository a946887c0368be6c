package org.eqprop4j.analog.engine;

import java.util.List;
import java.util.ServiceLoader;

/** The engines on the class path. */
public final class Engines {
  private Engines() {}

  /** Every engine on the class path, those that cannot run on this machine included. */
  public static List<Engine> all() {
    return ServiceLoader.load(Engine.class, Engine.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /** The names of all engines on the class path. */
  public static List<String> names() {
    return all().stream().map(Engine::name).sorted().toList();
  }

  /**
   * The engine of that name, never another one.
   *
   * @throws IllegalArgumentException if there is none, with a message that lists those that can
   *     run; or if it cannot run here, with a message that says how to install what is missing
   */
  public static Engine named(String name) {
    List<Engine> engines = all();
    List<String> usable =
        engines.stream().filter(e -> e.missing().isEmpty()).map(Engine::name).sorted().toList();
    Engine engine =
        engines.stream()
            .filter(e -> e.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no engine '" + name + "', expected one of " + usable));
    engine
        .missing()
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(
                  "engine '" + name + "' cannot run here: " + reason + "; usable are " + usable);
            });
    return engine;
  }
}
