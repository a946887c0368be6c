package org.eqprop4j.experiments.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A group of keys with a {@code type} that names what they describe: a layer, a loss, an optimiser.
 * The keys are the settings of the class of that name. Those left out have the values of the
 * resource {@code type-defaults.yaml}, where that has any.
 *
 * @param tree the keys as they were given
 */
public record Description(@JsonValue ObjectNode tree) {
  private static final ObjectNode DEFAULTS =
      ConfigLayer.resource(Description.class, "type-defaults.yaml").tree();

  /** Only keys as they were given; {@link #as} checks them. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Description {}

  /**
   * What is described, made anew.
   *
   * @param type interface or class of it
   * @param key what to call it in messages
   * @throws InvalidValueException naming the key within it that does not fit
   */
  public <T> T as(Class<T> type, String key) {
    ObjectNode complete = complete(tree);
    try {
      return ConfigYaml.MAPPER.treeToValue(complete, type);
    } catch (JsonMappingException e) {
      Mismatch mismatch = Mismatch.of(e, complete);
      String path = mismatch.path().isEmpty() ? key : key + "." + String.join(".", mismatch.path());
      JsonNode value = Trees.at(complete, mismatch.path());
      throw new InvalidValueException(
          path, value.isMissingNode() ? "" : value, mismatch.remedy(), e);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree in memory cannot have a syntax error", e);
    }
  }

  /** Whether its type has this name. */
  public boolean isOfType(String name) {
    return tree.path(Trees.TYPE).asText().equals(name);
  }

  /** Whether a setting, given or by default, is this text. */
  public boolean has(String setting, String text) {
    return complete(tree).path(setting).asText().equals(text);
  }

  /** The same with another number for a setting. */
  public Description with(String setting, double value) {
    return new Description(tree.deepCopy().put(setting, value));
  }

  private static ObjectNode complete(ObjectNode given) {
    ObjectNode result = given.objectNode();
    JsonNode type = given.path(Trees.TYPE);
    if (type.isTextual() && DEFAULTS.path(type.textValue()) instanceof ObjectNode defaults) {
      Trees.overlay(result, defaults);
    }
    Trees.overlay(result, given);
    for (Map.Entry<String, JsonNode> entry : List.copyOf(result.properties())) {
      if (entry.getValue() instanceof ObjectNode group) {
        result.set(entry.getKey(), complete(group));
      }
    }
    return result;
  }
}
