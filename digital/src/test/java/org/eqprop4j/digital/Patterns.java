package org.eqprop4j.digital;

import java.util.SplittableRandom;
import org.eqprop4j.data.Samples;

/** Small made-up images that a network can learn: noise, with a bright bar that tells the class. */
final class Patterns {
  static final int SIDE = PaperCnn.SIDE;
  static final int CLASSES = 10;

  private Patterns() {}

  static Samples images(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] pixels = new float[count * SIDE * SIDE];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % CLASSES;
      for (int p = 0; p < SIDE * SIDE; p++) {
        boolean bar = p / SIDE / 2 == labels[i] + 2;
        pixels[i * SIDE * SIDE + p] =
            (float) (bar ? 0.5 + 0.5 * random.nextDouble() : 0.3 * random.nextDouble());
      }
    }
    return Samples.classification(pixels, new long[] {1, SIDE, SIDE}, labels, CLASSES);
  }
}
