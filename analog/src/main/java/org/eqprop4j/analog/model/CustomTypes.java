package org.eqprop4j.analog.model;

import java.util.List;
import java.util.ServiceLoader;

/**
 * Names the layers and devices of an application, so that models with them can be loaded. Found
 * through {@link ServiceLoader}: a file never brings a class into being that nobody named here.
 */
public interface CustomTypes {

  /**
   * Records that implement {@link org.eqprop4j.analog.layer.Layer} or {@link
   * org.eqprop4j.analog.circuit.DiodeModel}. In a file each goes by its simple name, or that of a
   * {@link com.fasterxml.jackson.annotation.JsonTypeName}.
   */
  List<Class<?>> types();

  /** Those of all providers on the class path. */
  static Class<?>[] installed() {
    return ServiceLoader.load(CustomTypes.class, CustomTypes.class.getClassLoader()).stream()
        .flatMap(provider -> provider.get().types().stream())
        .toArray(Class<?>[]::new);
  }
}
