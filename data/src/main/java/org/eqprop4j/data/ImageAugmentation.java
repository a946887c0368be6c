package org.eqprop4j.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Random changes of images of shape {@code [channels, height, width]} that leave their class as it
 * is: each is moved by up to {@code shift} pixels in either direction, what comes in being 0, and
 * with {@code mirror} every other one, at random, is turned left to right.
 *
 * @param shift most pixels of a move
 * @param mirror whether images are turned
 */
public record ImageAugmentation(int shift, boolean mirror) implements Serializable {
  /** Leaves images as they are. */
  public static final ImageAugmentation NONE = new ImageAugmentation(0, false);

  /** Checks the range. */
  public ImageAugmentation {
    if (shift < 0) {
      throw new IllegalArgumentException("shift must be at least 0 pixels, got " + shift);
    }
  }

  /**
   * Changes images in place. All channels of an image move together.
   *
   * @param images one after the other, row-major
   * @param shape of one image
   * @throws IllegalArgumentException if that is not the shape of an image
   */
  void apply(float[] images, long[] shape, SplittableRandom random) {
    if (shape.length != 3) {
      throw new IllegalArgumentException(
          "expected images of shape [channels, height, width], got " + Arrays.toString(shape));
    }
    int channels = Math.toIntExact(shape[0]);
    int height = Math.toIntExact(shape[1]);
    int width = Math.toIntExact(shape[2]);
    float[] before = new float[height * width];
    for (int image = 0; image < images.length; image += channels * before.length) {
      int down = random.nextInt(-shift, shift + 1);
      int right = random.nextInt(-shift, shift + 1);
      boolean turned = mirror && random.nextBoolean();
      for (int c = 0; c < channels; c++) {
        int start = image + c * before.length;
        System.arraycopy(images, start, before, 0, before.length);
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            int fromY = y - down;
            int moved = x - right;
            boolean inside = fromY >= 0 && fromY < height && moved >= 0 && moved < width;
            int fromX = turned ? width - 1 - moved : moved;
            images[start + y * width + x] = inside ? before[fromY * width + fromX] : 0;
          }
        }
      }
    }
  }
}
