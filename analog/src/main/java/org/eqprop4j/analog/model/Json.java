package org.eqprop4j.analog.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Records as strict, versioned JSON. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addHandler(new UntypedDevices())
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
   */
  static <T> T read(byte[] json, String name, Class<T> type, String format, int version)
      throws IOException {
    JsonNode tree = parse(json, name, JsonNode.class);
    if (!tree.path("format").asText().equals(format)) {
      throw new IOException(
          name + " has format " + tree.path("format") + ", expected \"" + format + "\"");
    }
    if (tree.path("version").asInt() != version) {
      throw new IOException(
          name + " has version " + tree.path("version") + ", expected " + version);
    }
    return parse(json, name, type);
  }

  private static <T> T parse(byte[] json, String name, Class<T> type) throws IOException {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      String message = e.getOriginalMessage().lines().findFirst().orElse("not JSON");
      throw new IOException(name + " cannot be read: " + message, e);
    }
  }
}
