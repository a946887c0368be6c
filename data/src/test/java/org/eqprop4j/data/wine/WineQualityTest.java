package org.eqprop4j.data.wine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eqprop4j.data.DataException;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.files.Commands;
import org.eqprop4j.data.files.DataPlaces;
import org.eqprop4j.data.files.ResolvedFiles;
import org.eqprop4j.data.files.Resolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WineQualityTest {
  private static final Path ORIGINALS = Path.of("../../shared/data/wine-quality");
  private static final String HEADER =
      "\"fixed acidity\";\"volatile acidity\";\"citric acid\";\"residual sugar\";\"chlorides\";"
          + "\"free sulfur dioxide\";\"total sulfur dioxide\";\"density\";\"pH\";\"sulphates\";"
          + "\"alcohol\";\"quality\"\n";

  @TempDir Path dir;

  @Test
  void bothFilesBecomeOneSetWithEitherLabel() throws IOException {
    Path red = Files.writeString(dir.resolve("r"), HEADER + "1;2;3;4;5;6;7;8;9;10;11;3\n");
    Path white = Files.writeString(dir.resolve("w"), HEADER + "0;0;0;0;0;0;0;0;0;0;.5;9\n");
    WineQuality wine =
        new WineQuality(
            new ResolvedFiles(
                dir, Map.of("winequality-red.csv", red, "winequality-white.csv", white)));

    assertThat(wine.colour().features())
        .containsExactly(
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .5f, 9);
    assertThat(wine.colour().targets()).containsExactly(1, 0, 0, 1);
    assertThat(wine.quality().features())
        .containsExactly(
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .5f, 1);
    assertThat(wine.quality().label(0)).isZero();
    assertThat(wine.quality().label(1)).isEqualTo(6);
    assertThat(WineQuality.colourFeatures()).hasSize(12).endsWith("alcohol", "quality");
    assertThat(WineQuality.qualityFeatures()).hasSize(12).endsWith("alcohol", "colour");
  }

  /** Table 1 of Cortez et al. (2009): counts, and means of the measurements. */
  @Test
  void originalsHaveThePublishedCountsAndMeans() {
    assumeTrue(Files.isDirectory(ORIGINALS), () -> "no original files in " + ORIGINALS);
    WineQuality wine = WineQuality.find(new Resolver(DataPlaces.ofUser(Optional.of(ORIGINALS))));
    Samples colour = wine.colour();
    assertThat(counts(colour)).containsExactly(1599, 4898);
    assertThat(mean(colour, 0, 0, 1599)).isCloseTo(8.3, within(0.05));
    assertThat(mean(colour, 0, 1599, 6497)).isCloseTo(6.9, within(0.05));
    assertThat(mean(colour, 10, 0, 1599)).isCloseTo(10.4, within(0.05));
    // Grades 3 to 9 of the red and white wines, Figure 1 of the article.
    assertThat(counts(wine.quality()))
        .containsExactly(10 + 20, 53 + 163, 681 + 1457, 638 + 2198, 199 + 880, 18 + 175, 5);
  }

  @Test
  void offlineItSaysWhereItLookedAndWhatToDo() throws IOException {
    DataPlaces places =
        new DataPlaces(
            Optional.empty(), Optional.empty(), dir.resolve("cache"), dir.resolve("system"));
    Resolver offline =
        new Resolver(
            places,
            (address, target) -> {
              throw new IOException("no connection");
            },
            new NoCommands());
    assertThatThrownBy(() -> WineQuality.find(offline))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(
            "Wine Quality was not found and could not be fetched",
            "https://archive.ics.uci.edu/ml/machine-learning-databases/wine-quality/winequality-red.csv: no connection",
            "EQPROP4J_DATA");
  }

  @Test
  void alteredFilesAreRefused() throws IOException {
    Files.writeString(dir.resolve("winequality-red.csv"), HEADER);
    Files.writeString(dir.resolve("winequality-white.csv"), HEADER);
    assertThatThrownBy(() -> WineQuality.find(new Resolver(DataPlaces.ofUser(Optional.of(dir)))))
        .hasMessageContaining(
            "expected content with SHA-256"
                + " 4a402cf041b025d4566d954c3b9ba8635a3a8a01e039005d97d6a710278cf05e, found");
  }

  private static int[] counts(Samples samples) {
    int[] counts = new int[samples.targetWidth()];
    IntStream.range(0, samples.size()).forEach(i -> counts[samples.label(i)]++);
    return counts;
  }

  private static double mean(Samples samples, int feature, int from, int to) {
    int width = samples.featureWidth();
    return IntStream.range(from, to)
        .mapToDouble(i -> samples.features()[i * width + feature])
        .average()
        .orElseThrow();
  }

  private static final class NoCommands implements Commands {
    @Override
    public boolean available(String name) {
      return false;
    }

    @Override
    public Outcome run(Path directory, String... command) throws IOException {
      throw new IOException("no command " + Arrays.toString(command));
    }
  }
}
