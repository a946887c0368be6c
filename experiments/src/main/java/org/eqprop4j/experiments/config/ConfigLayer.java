package org.eqprop4j.experiments.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Some keys with their values and where they were set: a file, the defaults, or an option of the
 * command line. Layers need not be complete; {@link ConfigLoader} lays them over one another.
 */
public final class ConfigLayer {
  private final String origin;
  private final ObjectNode tree;

  private ConfigLayer(String origin, ObjectNode tree) {
    this.origin = origin;
    this.tree = tree;
  }

  /**
   * Reads a YAML file.
   *
   * @throws ConfigException if it cannot be read or is not YAML
   */
  public static ConfigLayer file(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new ConfigException(file + ": cannot be read (" + e + "), expected a YAML file", e);
    }
  }

  /** Reads YAML from the class path, next to {@code owner}. */
  static ConfigLayer resource(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(owner.getName() + " has no resource " + name);
      }
      return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("resource " + name + " cannot be read", e);
    }
  }

  /**
   * One assignment as given on the command line.
   *
   * @param option the option it was given with, for messages: {@code --set}
   * @param assignment a key path and a YAML value, such as {@code circuit.hidden=50}
   * @throws ConfigException if there is no key or the value is not YAML
   */
  public static ConfigLayer assignment(String option, String assignment) {
    int equals = assignment.indexOf('=');
    String origin = option + " " + assignment;
    if (equals < 1) {
      throw new ConfigException(origin + ": expected KEY=VALUE such as circuit.hidden=50");
    }
    return set(origin, assignment.substring(0, equals), parseValue(origin, assignment, equals + 1));
  }

  /** One key set to text as it stands, whatever it would mean in YAML. */
  public static ConfigLayer text(String option, String key, String value) {
    return set(option + " " + value, key, JsonNodeFactory.instance.textNode(value));
  }

  /** One key set to a list of texts. */
  public static ConfigLayer texts(String option, String key, List<String> values) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    values.forEach(list::add);
    return set(option + " " + String.join(" " + option + " ", values), key, list);
  }

  private static ConfigLayer set(String origin, String key, JsonNode value) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode at = root;
    List<String> names = List.of(key.split("\\.", -1));
    for (String name : names.subList(0, names.size() - 1)) {
      at = at.putObject(name);
    }
    at.set(names.get(names.size() - 1), value);
    return new ConfigLayer(origin, root);
  }

  private static JsonNode parseValue(String origin, String assignment, int from) {
    try {
      return ConfigYaml.MAPPER.readTree(assignment.substring(from));
    } catch (JsonProcessingException e) {
      throw syntax(origin, e);
    }
  }

  private static ConfigLayer parse(String origin, String yaml) {
    try {
      JsonNode tree = ConfigYaml.MAPPER.readTree(yaml);
      if (tree.isMissingNode() || tree.isNull()) {
        return new ConfigLayer(origin, JsonNodeFactory.instance.objectNode());
      }
      if (!tree.isObject()) {
        throw new ConfigException(origin + ": expected keys with values, got " + tree);
      }
      return new ConfigLayer(origin, (ObjectNode) tree);
    } catch (JsonProcessingException e) {
      throw syntax(origin, e);
    }
  }

  private static ConfigException syntax(String origin, JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
    String what = e.getOriginalMessage().lines().findFirst().orElse("");
    return new ConfigException(origin + ":" + where + " is not YAML: " + what, e);
  }

  /** Whether it has a key at its top. */
  public boolean sets(String key) {
    return tree.has(key);
  }

  /** Where the keys were set, for messages. */
  String origin() {
    return origin;
  }

  /** The keys and values; must not be changed. */
  ObjectNode tree() {
    return tree;
  }
}
