package org.eqprop4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IrisInTwentyLinesTest {

  @Test
  void theReadmeShowsTheseTwentyLines() throws IOException {
    List<String> source =
        Files.readAllLines(Path.of("src/main/java/org/eqprop4j/examples/IrisInTwentyLines.java"));
    List<String> shown =
        source.subList(
            source.indexOf("    // README begins") + 1, source.indexOf("    // README ends"));
    assertThat(shown).hasSize(20);
    assertThat(Files.readAllLines(Path.of("../README.md"))).containsSequence(shown);
  }

  @Test
  void theMeanTestAccuracyOverTwentySeedsIsAtLeast97PerCent() {
    double mean =
        LongStream.rangeClosed(1, 20)
            .mapToDouble(IrisInTwentyLines::accuracy)
            .average()
            .orElseThrow();
    assertThat(mean).isGreaterThanOrEqualTo(0.97);
  }
}
