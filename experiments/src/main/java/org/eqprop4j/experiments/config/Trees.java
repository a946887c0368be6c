package org.eqprop4j.experiments.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Operations on YAML trees. */
final class Trees {
  /** The key that says what a group of keys describes. */
  static final String TYPE = "type";

  private Trees() {}

  /**
   * Puts the keys of one tree over those of another, group by group. A group with another type
   * replaces what was there, since its keys mean something else.
   */
  static void overlay(ObjectNode below, ObjectNode above) {
    for (Map.Entry<String, JsonNode> entry : above.properties()) {
      JsonNode old = below.get(entry.getKey());
      if (old instanceof ObjectNode group
          && entry.getValue() instanceof ObjectNode other
          && isSameType(group, other)) {
        overlay(group, other);
      } else {
        below.set(entry.getKey(), entry.getValue().deepCopy());
      }
    }
  }

  private static boolean isSameType(ObjectNode below, ObjectNode above) {
    return !above.has(TYPE) || !below.has(TYPE) || above.get(TYPE).equals(below.get(TYPE));
  }

  /** What is at a path; missing if there is nothing. */
  static JsonNode at(JsonNode tree, List<String> path) {
    JsonNode node = tree;
    for (String name : path) {
      node = node.isArray() ? node.path(Integer.parseInt(name)) : node.path(name);
    }
    return node;
  }
}
