package org.eqprop4j.analog.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Turns {@code model.json} of an older version into the next one. What a version did not have gets
 * the value that it meant.
 */
final class GraphUpgrades {
  /** Upgrade {@code i} turns version {@code i + 1} into the next. */
  static final List<UnaryOperator<ObjectNode>> ALL = List.of(GraphUpgrades::fromVersion1);

  private GraphUpgrades() {}

  /**
   * Version 1 had one output, every layer once, inputs on one axis, and Shockley diodes that need
   * not say so.
   */
  private static ObjectNode fromVersion1(ObjectNode graph) {
    for (JsonNode applied : graph.path("layers")) {
      if (applied.path("layer") instanceof ObjectNode layer) {
        ((ObjectNode) applied).set("name", layer.path("name"));
        switch (layer.path("type").asText()) {
          case "input" -> layer.putArray("shape").add(layer.remove("units"));
          case "diode" -> {
            if (layer.path("model") instanceof ObjectNode device && !device.has("type")) {
              device.put("type", "shockley");
            }
          }
          case "amplification" -> layer.put("reference", 0.0);
          default -> {}
        }
      }
    }
    graph.putArray("outputs").add(graph.remove("output"));
    graph.putArray("frozen");
    graph.putArray("disabled");
    return graph;
  }
}
