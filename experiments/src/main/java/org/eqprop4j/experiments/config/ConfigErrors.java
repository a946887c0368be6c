package org.eqprop4j.experiments.config;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Turns what Jackson says about a tree into the one line that a user needs. */
final class ConfigErrors {
  private final List<ConfigLayer> layers;
  private final JsonNode merged;

  ConfigErrors(List<ConfigLayer> layers, JsonNode merged) {
    this.layers = layers;
    this.merged = merged;
  }

  ConfigException explain(JsonMappingException e) {
    Mismatch mismatch = Mismatch.of(e, merged);
    List<String> path = mismatch.path();
    return new ConfigException(
        origin(path)
            + ": "
            + String.join(".", path)
            + " = "
            + Trees.at(merged, path)
            + ": "
            + mismatch.remedy(),
        e);
  }

  /** The topmost layer that sets the key, or the group or list it is in. */
  private String origin(List<String> path) {
    for (int length = withinGroups(path); length > 0; length--) {
      for (int i = layers.size() - 1; i >= 0; i--) {
        if (!Trees.at(layers.get(i).tree(), path.subList(0, length)).isMissingNode()) {
          return layers.get(i).origin();
        }
      }
    }
    return layers.get(layers.size() - 1).origin();
  }

  /** How far a path leads before it enters a list, which one layer sets as a whole. */
  private int withinGroups(List<String> path) {
    for (int length = 1; length < path.size(); length++) {
      if (Trees.at(merged, path.subList(0, length)).isArray()) {
        return length;
      }
    }
    return path.size();
  }
}
