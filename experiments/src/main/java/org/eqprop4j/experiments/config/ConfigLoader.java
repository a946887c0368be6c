package org.eqprop4j.experiments.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays configuration layers over the defaults and binds the result to a record.
 *
 * <p>The defaults of experiment {@code x} are the resource {@code x.yaml} next to the record's
 * class. It is complete: it is the reference that users copy from, and a component of the record
 * that it does not set is an error found by the first test. The preset for a quick look is {@code
 * x-quick.yaml}.
 *
 * @param <C> the record
 */
public final class ConfigLoader<C extends Record> {
  private final Class<C> type;
  private final String name;

  /**
   * A loader for one experiment's configuration.
   *
   * @param type the record to bind to
   * @param name the experiment's name, which its resources carry
   */
  public ConfigLoader(Class<C> type, String name) {
    this.type = type;
    this.name = name;
  }

  /** The preset that makes a run short. */
  public ConfigLayer quick() {
    return ConfigLayer.resource(type, name + "-quick.yaml");
  }

  /**
   * The defaults with the layers over them, the last one on top.
   *
   * @throws ConfigException if a key is unknown, or a value has the wrong type or is out of range
   */
  public C load(List<ConfigLayer> layers) {
    List<ConfigLayer> all = new ArrayList<>();
    all.add(ConfigLayer.resource(type, name + ".yaml"));
    all.addAll(layers);
    ObjectNode merged = all.get(0).tree().deepCopy();
    all.subList(1, all.size()).forEach(layer -> Trees.overlay(merged, layer.tree()));
    try {
      return ConfigYaml.MAPPER.treeToValue(merged, type);
    } catch (JsonMappingException e) {
      throw new ConfigErrors(all, merged).explain(e);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree in memory cannot have a syntax error", e);
    }
  }

  /** The record as YAML, which {@link #load} turns into an equal record. */
  public static String toYaml(Record config) {
    return ConfigYaml.write(config);
  }
}
