package org.eqprop4j.analog.train;

import java.util.HashMap;
import java.util.Map;

/**
 * A setting that layers may have of their own.
 *
 * @param base what all other layers have, or null if not set yet
 * @param own by layer name
 */
record PerLayer<T>(T base, Map<String, T> own) {
  PerLayer {
    own = Map.copyOf(own);
  }

  static <T> PerLayer<T> everywhere(T base) {
    return new PerLayer<>(base, Map.of());
  }

  T of(String layer) {
    return own.getOrDefault(layer, base);
  }

  PerLayer<T> withBase(T value) {
    return new PerLayer<>(value, own);
  }

  PerLayer<T> with(String layer, T value) {
    Map<String, T> values = new HashMap<>(own);
    values.put(layer, value);
    return new PerLayer<>(base, values);
  }
}
