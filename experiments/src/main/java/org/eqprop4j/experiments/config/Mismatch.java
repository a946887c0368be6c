package org.eqprop4j.experiments.config;

import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedClassResolver;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eqprop4j.analog.circuit.Quantity;

/**
 * Where a tree does not fit what it is bound to.
 *
 * @param path names of the keys that lead there
 * @param remedy what would fit, a sentence that does not say where
 */
record Mismatch(List<String> path, String remedy) {
  /** What Jackson says about a tree. */
  static Mismatch of(JsonMappingException e, JsonNode tree) {
    List<String> path = new ArrayList<>();
    for (JsonMappingException.Reference step : e.getPath()) {
      path.add(step.getFieldName() != null ? step.getFieldName() : String.valueOf(step.getIndex()));
    }
    String remedy;
    if (e instanceof UnrecognizedPropertyException unknown) {
      remedy = "unknown key, expected one of " + keys(unknown);
    } else if (e instanceof InvalidTypeIdException unknown) {
      path.add(Trees.TYPE);
      remedy = "expected one of " + types(unknown);
    } else if (e.getCause() instanceof InvalidValueException invalid) {
      path.addAll(List.of(invalid.key().split("\\.", 0)));
      remedy = invalid.remedy();
    } else if (e.getCause() instanceof InputCoercionException overflow) {
      remedy = "expected " + describe(Trees.at(tree, path), overflow.getTargetType());
    } else if (e instanceof MismatchedInputException mismatch) {
      remedy = "expected " + describe(Trees.at(tree, path), mismatch.getTargetType());
    } else {
      remedy = e.getCause() == null ? e.getOriginalMessage() : e.getCause().getMessage();
    }
    return new Mismatch(List.copyOf(path), remedy);
  }

  private static String keys(UnrecognizedPropertyException e) {
    Class<?> type = e.getReferringClass();
    // A record's components have an order; what Jackson knows of other classes has none.
    Stream<String> known =
        type.isRecord()
            ? Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName)
            : e.getKnownPropertyIds().stream().map(String::valueOf).sorted();
    return known.collect(Collectors.joining(", "));
  }

  private static String types(InvalidTypeIdException e) {
    DeserializationConfig config = ConfigYaml.MAPPER.getDeserializationConfig();
    AnnotatedClass base = AnnotatedClassResolver.resolve(config, e.getBaseType(), config);
    return ConfigYaml.MAPPER
        .getSubtypeResolver()
        .collectAndResolveSubtypesByTypeId(config, base)
        .stream()
        .filter(NamedType::hasName)
        .map(NamedType::getName)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String describe(JsonNode value, Class<?> type) {
    // For a missing or empty component Jackson names the record that holds it, not the component.
    if (type == null || (type.isRecord() && value.isNull())) {
      return "a value";
    }
    if (type == int.class || type == long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return Quantity.EXPECTED;
    }
    if (type == Beta.class) {
      return Beta.EXPECTED;
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
    return type.isRecord() || type == ObjectNode.class || Map.class.isAssignableFrom(type)
        ? "a group of keys"
        : "text";
  }
}
