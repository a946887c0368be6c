package org.eqprop4j.experiments.mixedsignal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.eqprop4j.data.Samples;
import org.eqprop4j.experiments.config.ConfigLayer;
import org.eqprop4j.experiments.config.ConfigLoader;
import org.eqprop4j.experiments.progress.Progress;

/** What runs on few made-up images need. */
final class SmallRuns {
  static final int PIXELS = 28 * 28;

  private SmallRuns() {}

  /** The defaults with settings laid over them, in their order. */
  static MixedSignalConfig config(Stream<String> settings, String... more) {
    return new ConfigLoader<>(MixedSignalConfig.class, "mixed-signal")
        .load(
            Stream.concat(settings, Arrays.stream(more))
                .map(s -> ConfigLayer.assignment("--set", s))
                .toList());
  }

  /** Noise, the brighter the higher the class. */
  static Samples samples(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] pixels = new float[size * PIXELS];
    int[] labels = new int[size];
    for (int s = 0; s < size; s++) {
      labels[s] = s % 10;
      for (int i = 0; i < PIXELS; i++) {
        pixels[s * PIXELS + i] = (float) (random.nextDouble() * 0.1 * (labels[s] + 1));
      }
    }
    return Samples.classification(pixels, new long[] {1, 28, 28}, labels, 10);
  }

  /** Progress that nobody sees. */
  static Progress silent() {
    return Progress.on(
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false);
  }
}
