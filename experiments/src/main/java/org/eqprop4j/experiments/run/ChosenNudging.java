package org.eqprop4j.experiments.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.eqprop4j.analog.train.NudgingStrength;
import org.eqprop4j.data.files.AtomicFiles;
import org.eqprop4j.experiments.config.Beta;
import org.eqprop4j.experiments.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nudging strength that a run has chosen, as {@code nudging.json} in its directory: all its
 * stages, and the run when it is resumed, nudge with the one that was chosen first.
 */
public final class ChosenNudging {
  private static final Logger LOG = LoggerFactory.getLogger(ChosenNudging.class);
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private ChosenNudging() {}

  /**
   * The run's strength.
   *
   * @param key of the configuration that asks for it, for messages
   * @param choose makes the choice if the run has made none
   * @throws ConfigException if none can be made
   * @throws IOException if the file cannot be read or written
   */
  public static NudgingStrength of(RunDirectory run, String key, Supplier<NudgingStrength> choose)
      throws IOException {
    Path file = run.file("nudging.json");
    if (Files.exists(file)) {
      return read(file);
    }
    NudgingStrength chosen;
    try {
      chosen = choose.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          key + " = " + Beta.AUTO + ": " + e.getMessage() + "; expected a number", e);
    }
    LOG.info(
        "chose {} = {} S V^2, {} V^2 times the conductance at the outputs; of the gradient, bias {}"
            + " and noise {}",
        key,
        rounded(chosen.beta()),
        rounded(chosen.relative()),
        rounded(chosen.bias()),
        rounded(chosen.noise()));
    AtomicFiles.text(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(chosen));
    return chosen;
  }

  private static NudgingStrength read(Path file) throws IOException {
    try {
      return MAPPER.readValue(Files.readString(file), NudgingStrength.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          file + ": is damaged, expected the nudging strength: " + e.getOriginalMessage(), e);
    }
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
