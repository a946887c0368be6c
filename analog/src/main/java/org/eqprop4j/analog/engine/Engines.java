package org.eqprop4j.analog.engine;

import java.util.List;
import java.util.ServiceLoader;

/** The engines on the class path. */
public final class Engines {
  private Engines() {}

  /**
   * The engine of that name, never another one.
   *
   * @throws IllegalArgumentException if it is not there; the message lists those that are
   */
  public static Engine named(String name) {
    List<Engine> present =
        ServiceLoader.load(Engine.class, Engine.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    return present.stream()
        .filter(engine -> engine.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no engine '"
                        + name
                        + "', expected one of "
                        + present.stream().map(Engine::name).sorted().toList()));
  }
}
