package org.eqprop4j.experiments.train;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eqprop4j.analog.circuit.CircuitException;
import org.eqprop4j.analog.layer.Current;
import org.eqprop4j.analog.layer.Input;
import org.eqprop4j.analog.layer.Layer;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.experiments.config.Description;
import org.eqprop4j.experiments.config.InvalidValueException;
import org.eqprop4j.experiments.config.Require;

/**
 * A model as a list of layers. A layer's keys are the settings that its record has, and {@code
 * from}: the layer or layers that it is applied to, by default the one before it in the list. A
 * layer without a name is named by its type and its place among those of that type. {@code units}
 * may be one of the words in {@link Sizes}.
 */
public record LayerList(@JsonValue List<ObjectNode> layers) {
  /** The key of the list in the configuration. */
  static final String KEY = "layers";

  private static final String PREFIX = KEY + ".";
  private static final String FROM = "from";
  private static final String NAME = "name";
  private static final String TYPE = "type";
  private static final String UNITS = "units";

  /** An input has a shape; for one axis, units will do. */
  private static final String INPUT = "input";

  private static final String SHAPE = "shape";

  /** Layers that stand at a beginning, so that none before them is meant. */
  private static final List<String> SOURCES = List.of(INPUT, "bias");

  /** Sizes to check a description with before the data are known. */
  private static final Sizes ANY = new Sizes(2, 2);

  /** Checks everything but the wiring of circuits, which depends on the data's sizes. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public LayerList {
    layers = List.copyOf(layers);
    if (!layers.isEmpty()) {
      signals(layers, ANY, "");
    }
  }

  /**
   * How wide a model has to be for some data.
   *
   * @param features number of inputs of a sample; {@code units: features}
   * @param outputs number of outputs; {@code units: outputs} is the number of nodes they take, two
   *     for each if the current layer is folded. {@code units: hidden} is the sum of features and
   *     outputs, but at least 10 and at most 100
   */
  public record Sizes(int features, int outputs) {
    private static final int LEAST_HIDDEN = 10;
    private static final int MOST_HIDDEN = 100;

    private int units(String word, boolean folded) {
      return switch (word) {
        case "features" -> features;
        case "outputs" -> folded ? 2 * outputs : outputs;
        case "hidden" -> Math.min(MOST_HIDDEN, Math.max(LEAST_HIDDEN, features + outputs));
        default -> 0;
      };
    }
  }

  /**
   * The model with fresh values.
   *
   * @throws InvalidValueException if the layers are no circuit, or not one for data of these sizes;
   *     the key is that of a layer where it can be told
   */
  public Model build(Sizes sizes, long seed) {
    Model model = model(signals(layers, sizes, PREFIX), seed);
    requireSize("inputs", model.circuit().featureCount(), sizes.features(), "features");
    requireSize("outputs", model.circuit().outputs().outputs(), sizes.outputs(), "outputs");
    return model;
  }

  /**
   * The model with fresh values, of a description that names all sizes itself.
   *
   * @throws InvalidValueException if it does not, or the layers are no circuit
   */
  public Model build(long seed) {
    for (int i = 0; i < layers.size(); i++) {
      JsonNode units = layers.get(i).path(UNITS);
      Require.that(
          !units.isTextual(),
          PREFIX + i + "." + UNITS,
          units.asText(),
          "a whole number, as there are no data to take it from");
    }
    return model(signals(layers, ANY, PREFIX), seed);
  }

  private static Model model(Map<String, Signal> signals, long seed) {
    List<Signal> inputs =
        signals.values().stream().filter(s -> s.layer() instanceof Input).toList();
    List<Signal> outputs =
        signals.values().stream().filter(s -> s.layer() instanceof Current).toList();
    Require.that(!inputs.isEmpty(), KEY, "no input", "a layer of type input");
    Require.that(
        outputs.size() == 1, KEY, outputs.size() + " current layers", "one layer of type current");
    try {
      return new Model(inputs, outputs, seed);
    } catch (CircuitException e) {
      throw refused(e, signals);
    }
  }

  private static void requireSize(String what, int found, int expected, String word) {
    Require.that(
        found == expected,
        KEY,
        found + " " + what,
        expected + " for these data, which units: " + word + " always gives");
  }

  private static InvalidValueException refused(CircuitException e, Map<String, Signal> signals) {
    List<String> names = List.copyOf(signals.keySet());
    String key = KEY;
    String value = String.join(", ", names);
    for (int i = 0; i < names.size(); i++) {
      if (e.getMessage().contains("'" + names.get(i) + "'")) {
        key = PREFIX + i;
        value = names.get(i);
        break;
      }
    }
    return Require.refused(key, value, e);
  }

  /** The list with names, wiring and sizes written out. */
  List<ObjectNode> explicit(Sizes sizes) {
    List<ObjectNode> result = new ArrayList<>();
    Map<String, Signal> signals = signals(layers, sizes, PREFIX);
    List<String> names = List.copyOf(signals.keySet());
    boolean folded = folded(layers);
    for (int i = 0; i < layers.size(); i++) {
      ObjectNode layer = sized(layers.get(i), sizes, folded, PREFIX + i);
      layer.put(NAME, names.get(i));
      layer
          .putArray(FROM)
          .addAll(
              signals.get(names.get(i)).inputs().stream()
                  .<JsonNode>map(signal -> TextNode.valueOf(signal.layer().name()))
                  .toList());
      result.add(layer);
    }
    return result;
  }

  private static Map<String, Signal> signals(List<ObjectNode> layers, Sizes sizes, String prefix) {
    boolean folded = folded(layers);
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Signal> signals = new LinkedHashMap<>();
    Signal before = null;
    for (int i = 0; i < layers.size(); i++) {
      String key = prefix + i;
      ObjectNode tree = sized(layers.get(i), sizes, folded, key);
      String type = tree.path(TYPE).asText();
      int number = counts.merge(type, 1, Integer::sum);
      if (!tree.has(NAME)) {
        tree.put(NAME, type + number);
      }
      List<Signal> inputs = inputs(tree, type, before, signals, key);
      tree.remove(FROM);
      Layer layer = new Description(tree).as(Layer.class, key);
      Require.that(
          !signals.containsKey(layer.name()),
          key + "." + NAME,
          layer.name(),
          "a name that no other layer has");
      before = new Signal(layer, inputs);
      signals.put(layer.name(), before);
    }
    return signals;
  }

  private static List<Signal> inputs(
      ObjectNode tree, String type, Signal before, Map<String, Signal> known, String key) {
    JsonNode from = tree.path(FROM);
    if (from.isMissingNode()) {
      return before == null || SOURCES.contains(type) ? List.of() : List.of(before);
    }
    List<Signal> inputs = new ArrayList<>();
    for (JsonNode name : from.isArray() ? from : List.of(from)) {
      Signal signal = known.get(name.asText());
      Require.that(
          signal != null,
          key + "." + FROM,
          name.asText(),
          "names of layers that come before: " + String.join(", ", known.keySet()));
      inputs.add(signal);
    }
    return inputs;
  }

  /** A copy with a number of units for the word that stands for it. */
  private static ObjectNode sized(ObjectNode layer, Sizes sizes, boolean folded, String key) {
    ObjectNode copy = layer.deepCopy();
    JsonNode units = layer.path(UNITS);
    if (units.isTextual()) {
      int number = sizes.units(units.textValue(), folded);
      Require.that(
          number > 0, key + "." + UNITS, units, "a whole number, or features, outputs or hidden");
      copy.set(UNITS, IntNode.valueOf(number));
    }
    if (copy.path(TYPE).asText().equals(INPUT) && copy.has(UNITS)) {
      copy.putArray(SHAPE).add(copy.remove(UNITS));
    }
    return copy;
  }

  private static boolean folded(List<ObjectNode> layers) {
    return layers.stream()
        .filter(layer -> layer.path(TYPE).asText().equals("current"))
        .allMatch(layer -> layer.path("folded").asBoolean(true));
  }
}
