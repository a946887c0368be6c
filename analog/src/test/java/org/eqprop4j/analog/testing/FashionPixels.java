package org.eqprop4j.analog.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.fashion.FashionMnist;
import org.eqprop4j.data.files.DataPlaces;
import org.eqprop4j.data.files.Resolver;

/**
 * Inputs for {@link HeadModel#fashion} made from real images without a network: means of two by two
 * pixels, of which the {@value #FEATURES} that vary most, standardised, clipped at three deviations
 * and scaled to +-2 V.
 */
public final class FashionPixels {
  private static final int FEATURES = 128;
  private static final int SIDE = 28;
  private static final int HALF = SIDE / 2;
  private static final double VOLTS_PER_DEVIATION = 2.0 / 3;

  private FashionPixels() {}

  /** The first so many training images; skips the test if they are not on this machine. */
  public static Samples training(int count) {
    Resolver places = new Resolver(DataPlaces.ofUser(Optional.empty()));
    if (places.local(FashionMnist.FILES).isEmpty()) {
      abort("no Fashion-MNIST on this machine: apt install dataset-fashion-mnist");
    }
    Samples images = FashionMnist.find(places).train().range(0, count);
    double[][] means = new double[HALF * HALF][count];
    for (int s = 0; s < count; s++) {
      for (int p = 0; p < SIDE * SIDE; p++) {
        int cell = p / SIDE / 2 * HALF + p % SIDE / 2;
        means[cell][s] += images.features()[s * SIDE * SIDE + p] / 4;
      }
    }
    int[] chosen =
        IntStream.range(0, means.length)
            .boxed()
            .sorted(Comparator.comparingDouble(cell -> -deviation(means[cell])))
            .limit(FEATURES)
            .mapToInt(cell -> cell)
            .toArray();
    float[] volts = new float[count * FEATURES];
    for (int f = 0; f < FEATURES; f++) {
      double[] values = means[chosen[f]];
      double mean = mean(values);
      double deviation = deviation(values);
      for (int s = 0; s < count; s++) {
        double deviations = Math.max(-3, Math.min(3, (values[s] - mean) / deviation));
        volts[s * FEATURES + f] = (float) (VOLTS_PER_DEVIATION * deviations);
      }
    }
    return images.withFeatures(volts, FEATURES);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }
}
