package org.eqprop4j.experiments.config;

import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eqprop4j.analog.circuit.Quantity;

/** Turns what Jackson says about a tree into the one line that a user needs. */
final class ConfigErrors {
  private final List<ConfigLayer> layers;
  private final JsonNode merged;

  ConfigErrors(List<ConfigLayer> layers, JsonNode merged) {
    this.layers = layers;
    this.merged = merged;
  }

  ConfigException explain(JsonMappingException e) {
    List<String> path = new ArrayList<>();
    for (JsonMappingException.Reference step : e.getPath()) {
      path.add(step.getFieldName() != null ? step.getFieldName() : String.valueOf(step.getIndex()));
    }
    String expected;
    if (e instanceof UnrecognizedPropertyException unknown) {
      expected = "unknown key, expected one of " + keys(unknown.getReferringClass());
    } else if (e.getCause() instanceof InvalidValueException invalid) {
      path.add(invalid.key());
      expected = "expected " + invalid.expected();
    } else if (e.getCause() instanceof InputCoercionException overflow) {
      expected = "expected " + describe(path, overflow.getTargetType());
    } else if (e instanceof MismatchedInputException mismatch) {
      expected = "expected " + describe(path, mismatch.getTargetType());
    } else {
      expected = e.getOriginalMessage();
    }
    return new ConfigException(
        origin(path) + ": " + String.join(".", path) + " = " + at(merged, path) + ": " + expected,
        e);
  }

  /** The topmost layer that sets the key, or the group it is in. */
  private String origin(List<String> path) {
    for (int length = path.size(); length > 0; length--) {
      for (int i = layers.size() - 1; i >= 0; i--) {
        if (!at(layers.get(i).tree(), path.subList(0, length)).isMissingNode()) {
          return layers.get(i).origin();
        }
      }
    }
    return layers.get(layers.size() - 1).origin();
  }

  private static JsonNode at(JsonNode tree, List<String> path) {
    JsonNode node = tree;
    for (String name : path) {
      JsonNode child = node.isArray() ? node.get(Integer.parseInt(name)) : node.get(name);
      if (child == null) {
        return MissingNode.getInstance();
      }
      node = child;
    }
    return node;
  }

  private String describe(List<String> path, Class<?> type) {
    // For a missing or empty component Jackson names the record that holds it, not the component.
    JsonNode value = at(merged, path);
    if (type == null || (type.isRecord() && value.isNull())) {
      return "a value";
    }
    if (type == int.class || type == long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return Quantity.EXPECTED;
    }
    if (type == boolean.class) {
      return "true or false";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    return type.isRecord() ? "a group of keys" : "text";
  }

  private static String keys(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.joining(", "));
  }
}
