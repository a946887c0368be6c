package org.eqprop4j.analog.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** Records as strict, versioned JSON. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addHandler(new TypeIds())
          .registerSubtypes(CustomTypes.installed())
          .build();

  private Json() {}

  static byte[] write(Object content) {
    try {
      return MAPPER.writeValueAsBytes(content);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a record; its format and version first, whatever else is there.
   *
   * @param name what to call it in messages
   * @param version the version that the type is
   * @param upgrades turn the oldest version that can be read into the next, and so on to {@code
   *     version}
   */
  static <T> T read(
      byte[] json,
      String name,
      Class<T> type,
      String format,
      int version,
      List<? extends UnaryOperator<ObjectNode>> upgrades)
      throws IOException {
    JsonNode tree = parse(json, name, JsonNode.class);
    if (!tree.path("format").asText().equals(format)) {
      throw new IOException(
          name + " has format " + tree.path("format") + ", expected \"" + format + "\"");
    }
    int oldest = version - upgrades.size();
    int found = tree.path("version").asInt();
    if (found < oldest || found > version) {
      throw new IOException(
          name
              + " has version "
              + tree.path("version")
              + ", expected "
              + (oldest == version ? "" : oldest + " to ")
              + version);
    }
    ObjectNode upgraded = (ObjectNode) tree;
    for (UnaryOperator<ObjectNode> upgrade : upgrades.subList(found - oldest, upgrades.size())) {
      upgraded = upgrade.apply(upgraded);
    }
    ObjectNode newest = upgraded.put("version", version);
    return convert(name, () -> MAPPER.treeToValue(newest, type));
  }

  private static <T> T parse(byte[] json, String name, Class<T> type) throws IOException {
    return convert(name, () -> MAPPER.readValue(json, type));
  }

  private interface Conversion<T> {
    T run() throws IOException;
  }

  private static <T> T convert(String name, Conversion<T> conversion) throws IOException {
    try {
      return conversion.run();
    } catch (JsonProcessingException e) {
      String message = e.getOriginalMessage().lines().findFirst().orElse("not JSON");
      throw new IOException(name + " cannot be read: " + message, e);
    }
  }
}
