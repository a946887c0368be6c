package org.eqprop4j.analog.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Parameter;

/**
 * Models in files: a zip with the graph as {@code model.json} and one NumPy array per parameter
 * block, {@code parameters/<layer>.npy} of shape {@code (rows, columns)} in SI units. Values come
 * back to the last bit. The format is described in {@code docs/analog-model-file.md}.
 */
public final class ModelFile {
  private static final String GRAPH = "model.json";

  private ModelFile() {}

  /** Saves a model, as a whole or not at all. */
  public static void save(Model model, Path file) throws IOException {
    archive(model, file.toString()).write(file);
  }

  /** Writes a model to a stream, which is not closed. */
  public static void save(Model model, OutputStream out) throws IOException {
    archive(model, "model").write(out);
  }

  /**
   * Loads a model. A checkpoint will do, too.
   *
   * @throws IOException in one line, naming the file and what was expected
   */
  public static Model load(Path file) throws IOException {
    return load(Archive.read(file));
  }

  /**
   * Loads a model from a stream, which is read to its end and not closed.
   *
   * @param source what to call the stream in messages
   */
  public static Model load(InputStream in, String source) throws IOException {
    return load(Archive.read(in, source));
  }

  private static Model load(Archive archive) throws IOException {
    try {
      Graph graph = graph(archive);
      Assembly assembly = graph.assemble();
      return new Model(assembly, graph.frozen(), values(archive, assembly.circuit));
    } catch (IllegalArgumentException e) {
      throw new IOException(archive.source() + ": " + e.getMessage(), e);
    }
  }

  /** The layers of a model and how they are joined, without values: what a file's graph holds. */
  public static String structure(Model model) {
    return new String(Json.write(Graph.of(model)), StandardCharsets.UTF_8);
  }

  /**
   * A model of known structure with the values that its layers start with.
   *
   * @param structure as {@link #structure} gives it
   * @param seed of the values
   * @throws IllegalArgumentException if it is not the structure of a model, in one line
   */
  public static Model fresh(String structure, long seed) {
    byte[] json = structure.getBytes(StandardCharsets.UTF_8);
    try {
      Graph graph =
          Json.read(json, "structure", Graph.class, Graph.FORMAT, Graph.VERSION, GraphUpgrades.ALL);
      return new Model(graph.assemble(), graph.frozen(), seed);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The entries of a model's file, to which others can be added. */
  public static Archive archive(Model model, String source) {
    Archive archive = new Archive(source);
    archive.putJson(GRAPH, Graph.of(model));
    for (Parameter p : model.circuit().parameters()) {
      double[] values = Arrays.copyOfRange(model.parameters(), p.offset(), p.end());
      archive.putArray(entry(p), values, p.rows(), p.columns());
    }
    return archive;
  }

  /**
   * The parameter vector that was saved from a model of the same layers.
   *
   * @param model is not changed
   * @throws IOException naming the first layer that differs, or the value that is not valid
   */
  public static double[] parameters(Archive archive, Model model) throws IOException {
    Graph saved = graph(archive);
    Graph present = Graph.of(model);
    for (int i = 0; i < Math.max(saved.layers().size(), present.layers().size()); i++) {
      Object was = i < saved.layers().size() ? saved.layers().get(i) : "nothing";
      Object is = i < present.layers().size() ? present.layers().get(i) : "nothing";
      if (!was.equals(is)) {
        throw new IOException(
            archive.source() + ": holds another model: " + was + " where " + is + " is expected");
      }
    }
    if (!saved.equals(present)) {
      throw new IOException(
          archive.source()
              + ": holds a model with other inputs, outputs, frozen or disabled layers");
    }
    double[] values = values(archive, model.circuit());
    try {
      model.circuit().requireValid(values);
    } catch (IllegalArgumentException e) {
      throw new IOException(archive.source() + ": " + e.getMessage(), e);
    }
    return values;
  }

  private static Graph graph(Archive archive) throws IOException {
    return archive.json(GRAPH, Graph.class, Graph.FORMAT, Graph.VERSION, GraphUpgrades.ALL);
  }

  private static double[] values(Archive archive, Circuit circuit) throws IOException {
    double[] values = new double[circuit.parameterCount()];
    for (Parameter p : circuit.parameters()) {
      String name = entry(p);
      double[] block = archive.array(name, p.rows(), p.columns());
      System.arraycopy(block, 0, values, p.offset(), block.length);
    }
    return values;
  }

  private static String entry(Parameter parameter) {
    return "parameters/" + parameter.name() + ".npy";
  }
}
