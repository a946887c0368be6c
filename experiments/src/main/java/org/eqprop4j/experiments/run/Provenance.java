package org.eqprop4j.experiments.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.eqprop4j.data.files.AtomicFiles;

/**
 * Where the numbers of a run come from, as {@code provenance.json}. Each start of the run is
 * recorded, the resumed ones too: a run continued with other code or on another machine says so.
 */
public final class Provenance {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Path file;
  private final ObjectNode tree;

  private Provenance(Path file, ObjectNode tree) {
    this.file = file;
    this.tree = tree;
  }

  static Provenance create(Path file, String experiment) throws IOException {
    Provenance provenance = new Provenance(file, MAPPER.createObjectNode());
    provenance.tree.put("experiment", experiment);
    provenance.save();
    return provenance;
  }

  static Provenance read(Path file) throws IOException {
    try {
      JsonNode tree = MAPPER.readTree(Files.readString(file));
      if (tree.path("experiment").isTextual()) {
        return new Provenance(file, (ObjectNode) tree);
      }
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": is damaged, expected JSON: " + e.getOriginalMessage(), e);
    }
    throw new IOException(file + ": is damaged, expected the name of the experiment in it");
  }

  /** Name of the experiment that the run belongs to. */
  public String experiment() {
    return tree.get("experiment").textValue();
  }

  /** Records that a process begins to work on the run: its time, arguments, code and machine. */
  public void started(List<String> arguments) throws IOException {
    ObjectNode start = tree.withArray("starts").addObject();
    start.put("time", now());
    start.set("arguments", MAPPER.valueToTree(arguments));
    start.set("code", MAPPER.valueToTree(CodeVersion.current()));
    start.set("machine", MAPPER.valueToTree(Machine.current()));
    save();
  }

  /** Records the seed of one random stream. */
  public void seed(String stream, long seed) throws IOException {
    tree.withObject("/seeds").put(stream, seed);
    save();
  }

  /** Records what was read: a name and its content's SHA-256. */
  public void data(String name, String sha256) throws IOException {
    tree.withObject("/data").put(name, sha256);
    save();
  }

  /** The SHA-256 that was recorded of something that was read, if it was. */
  public Optional<String> sha256(String name) {
    return Optional.ofNullable(tree.path("data").path(name).textValue());
  }

  /**
   * Records what solves the circuits in the latest start: a resumed run may use another engine.
   *
   * @param isolated whether it does so in worker processes
   */
  public void engine(String name, String version, boolean isolated) throws IOException {
    JsonNode starts = tree.path("starts");
    ObjectNode start = starts.isEmpty() ? tree : (ObjectNode) starts.get(starts.size() - 1);
    start.withObject("/engine").put("name", name).put("version", version).put("isolated", isolated);
    save();
  }

  /** Records that the run is done. */
  public void finished() throws IOException {
    tree.put("finished", now());
    save();
  }

  /** Everything recorded, as indented JSON. */
  public String toJson() {
    return tree.toPrettyString();
  }

  private void save() throws IOException {
    AtomicFiles.text(file, toJson() + "\n");
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
