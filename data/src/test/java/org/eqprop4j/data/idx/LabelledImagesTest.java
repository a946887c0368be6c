package org.eqprop4j.data.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.eqprop4j.data.DataException;
import org.eqprop4j.data.Samples;
import org.junit.jupiter.api.Test;

class LabelledImagesTest {
  private static final IdxArray IMAGES =
      new IdxArray("images", new int[] {2, 1, 2}, new byte[] {0, 51, (byte) 255, 0});

  @Test
  void samplesAreScaledToOneAndOneHot() {
    Samples samples = new LabelledImages(IMAGES, labels(2, 0)).samples(3);
    assertThat(samples.featureShape()).containsExactly(1, 1, 2);
    assertThat(samples.features()).containsExactly(0, 0.2f, 1, 0);
    assertThat(samples.targets()).containsExactly(0, 0, 1, 1, 0, 0);
  }

  @Test
  void refusesAnotherNumberOfLabels() {
    assertThatThrownBy(() -> new LabelledImages(IMAGES, labels(1, 1, 1)))
        .isInstanceOf(DataException.class)
        .hasMessage("labels: expected 2 labels, one for each image in images, found 3");
  }

  @Test
  void refusesSwappedFiles() {
    assertThatThrownBy(() -> new LabelledImages(labels(1, 1), IMAGES))
        .isInstanceOf(DataException.class)
        .hasMessage("labels: expected images of 3 dimensions, found 1 (2)");
  }

  @Test
  void refusesALabelBeyondTheClasses() {
    assertThatThrownBy(() -> new LabelledImages(IMAGES, labels(1, 2)).samples(2))
        .isInstanceOf(DataException.class)
        .hasMessage("labels: expected labels from 0 to 1, found 2 at sample 1");
  }

  private static IdxArray labels(int... labels) {
    byte[] values = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      values[i] = (byte) labels[i];
    }
    return new IdxArray("labels", new int[] {labels.length}, values);
  }
}
