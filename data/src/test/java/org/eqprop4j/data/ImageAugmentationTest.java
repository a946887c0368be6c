package org.eqprop4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ImageAugmentationTest {
  private static final long[] SHAPE = {2, 3, 4};
  private static final int PIXELS = 2 * 3 * 4;

  /** The same image so many times, every pixel another number. */
  private static float[] images(int count) {
    float[] images = new float[count * PIXELS];
    for (int i = 0; i < images.length; i++) {
      images[i] = 1 + i % PIXELS;
    }
    return images;
  }

  private static List<Float> changed(ImageAugmentation augmentation, long seed, int which) {
    float[] images = images(400);
    augmentation.apply(images, SHAPE, new SplittableRandom(seed));
    return list(Arrays.copyOfRange(images, which * PIXELS, (which + 1) * PIXELS));
  }

  private static List<Float> list(float... values) {
    Float[] boxed = new Float[values.length];
    Arrays.setAll(boxed, i -> values[i]);
    return List.of(boxed);
  }

  @Test
  void noneLeavesImagesAsTheyAre() {
    assertThat(changed(ImageAugmentation.NONE, 1, 3)).isEqualTo(list(images(1)));
  }

  @Test
  void everyMoveAndItsMirrorImageOccurAndNothingElse() {
    Set<List<Float>> seen = new HashSet<>();
    for (int i = 0; i < 400; i++) {
      seen.add(changed(new ImageAugmentation(1, true), 5, i));
    }
    assertThat(seen).hasSize(3 * 3 * 2);
    // Down by one and right by one; the first channel, then the second.
    List<Float> moved =
        list(0, 0, 0, 0, 0, 1, 2, 3, 0, 5, 6, 7, 0, 0, 0, 0, 0, 13, 14, 15, 0, 17, 18, 19);
    List<Float> mirrored =
        list(0, 0, 0, 0, 0, 4, 3, 2, 0, 8, 7, 6, 0, 0, 0, 0, 0, 16, 15, 14, 0, 20, 19, 18);
    assertThat(seen).contains(list(images(1)), moved, mirrored);
    Set<Float> pixels = seen.stream().flatMap(List::stream).collect(Collectors.toSet());
    assertThat(pixels).hasSize(PIXELS + 1).contains(0f);
  }

  @Test
  void batchesDependOnSeedAndEpochAlone() {
    Samples samples = Samples.classification(images(50), SHAPE, new int[50], 2);
    ImageAugmentation augmentation = new ImageAugmentation(1, true);
    SamplesIterator one = samples.shuffled(50, 7).augmentedBy(augmentation);
    SamplesIterator other = samples.shuffled(50, 7).augmentedBy(augmentation);
    one.startEpoch(0);
    var first = one.next();
    one.startEpoch(1);
    other.startEpoch(1);
    var second = one.next();
    assertThat(second).isEqualTo(other.next()).isNotEqualTo(first);
    assertThat(samples.features()).containsExactly(images(50));
  }

  @Test
  void refusesWhatIsNoImageAndNegativeMoves() {
    Samples rows = Samples.classification(images(1), new long[] {PIXELS}, new int[1], 2);
    SamplesIterator batches = rows.shuffled(1, 1).augmentedBy(new ImageAugmentation(1, false));
    assertThatThrownBy(batches::next)
        .hasMessage("expected images of shape [channels, height, width], got [24]");
    assertThatThrownBy(() -> new ImageAugmentation(-1, false)).hasMessageContaining("-1");
  }
}
