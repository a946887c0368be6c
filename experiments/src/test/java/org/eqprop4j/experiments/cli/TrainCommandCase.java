package org.eqprop4j.experiments.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;

/** {@code eqprop train} in this process, and small data for it. */
abstract class TrainCommandCase {
  @TempDir Path dir;
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();

  final int train(String data, String... more) {
    List<String> arguments = new ArrayList<>(List.of("train", "--data", data));
    arguments.addAll(List.of(more));
    return eqprop(arguments.toArray(String[]::new));
  }

  final int eqprop(String... arguments) {
    return Eqprop.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  final String file(String text) throws IOException {
    return Files.writeString(dir.resolve("data.csv"), text).toString();
  }

  /** Two clouds of unit deviation around -2 and 2 in each of two columns. */
  final String blobs(int rows) throws IOException {
    Path file = dir.resolve("blobs.csv");
    SplittableRandom random = new SplittableRandom(rows);
    try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file))) {
      writer.println("x,y,kind");
      for (int i = 0; i < rows; i++) {
        int centre = i % 2 == 0 ? -2 : 2;
        writer.println(
            (float) (centre + random.nextGaussian())
                + ","
                + (float) (centre + random.nextGaussian())
                + (i % 2 == 0 ? ",a" : ",b"));
      }
    }
    return file.toString();
  }

  static double headline(Path run, String label) throws IOException {
    for (var headline :
        new ObjectMapper().readTree(run.resolve("summary.json").toFile()).get("headlines")) {
      if (headline.get("label").asText().equals(label)) {
        return headline.get("ours").asDouble();
      }
    }
    throw new AssertionError("no headline " + label);
  }
}
