package org.eqprop4j.data.fashion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.files.DataPlaces;
import org.eqprop4j.data.files.Resolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("installed")
class FashionMnistTest {
  private static final Path INSTALLED = Path.of("/usr/share/datasets/fashion-mnist");

  static boolean installed() {
    return Files.isDirectory(INSTALLED);
  }

  private static FashionMnist data() {
    return FashionMnist.find(new Resolver(DataPlaces.ofUser(Optional.of(INSTALLED))));
  }

  @Test
  void hasSixThousandTrainingSamplesOfEachClass() {
    check(data().train(), 60_000);
  }

  @Test
  void hasOneThousandTestSamplesOfEachClass() {
    check(data().test(), 10_000);
  }

  @Test
  void filesAreWhereTheyWereFound() {
    assertThat(data().files().directory()).isEqualTo(INSTALLED);
  }

  private static void check(Samples samples, int size) {
    assertThat(samples.size()).isEqualTo(size);
    assertThat(samples.featureShape()).containsExactly(1, 28, 28);
    assertThat(samples.targetWidth()).isEqualTo(FashionMnist.CLASS_NAMES.size());
    int[] counts = new int[10];
    IntStream.range(0, size).forEach(i -> counts[samples.label(i)]++);
    int[] expected = new int[10];
    Arrays.fill(expected, size / 10);
    assertThat(counts).isEqualTo(expected);
    float least = Float.MAX_VALUE;
    float largest = 0;
    for (float pixel : samples.features()) {
      least = Math.min(least, pixel);
      largest = Math.max(largest, pixel);
    }
    assertThat(least).isZero();
    assertThat(largest).isEqualTo(1);
    // Both splits begin with an ankle boot.
    assertThat(samples.range(0, 100).label(0)).isEqualTo(9);
  }
}
