package org.eqprop4j.experiments.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eqprop4j.data.files.AtomicFiles;

/**
 * The results of a run, as {@code summary.json}.
 *
 * @param experiment the experiment's name
 * @param headlines the numbers
 */
public record Summary(String experiment, List<Headline> headlines) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Copies the list. */
  public Summary {
    headlines = List.copyOf(headlines);
  }

  /** Writes the file. */
  public void write(Path file) throws IOException {
    AtomicFiles.text(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
  }

  /** Reads the file. */
  public static Summary read(Path file) throws IOException {
    try {
      return MAPPER.readValue(Files.readString(file), Summary.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          file + ": is damaged, expected the run's results: " + e.getOriginalMessage(), e);
    }
  }
}
