package org.eqprop4j.bridge.dl4j;

import java.util.SplittableRandom;
import org.eqprop4j.data.Samples;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;

/**
 * The border from numbers to voltages in front of a circuit that is trained by itself: converter,
 * then Gaussian noise, as {@link DacLayer} has them. What it draws depends on the seed and on what
 * has gone through before.
 */
public final class VoltageBorder implements DataSetPreProcessor {
  private static final long serialVersionUID = 1L;

  private final Converter dac;
  private final double noise;
  private final transient SplittableRandom random;

  /**
   * A border.
   *
   * @param noise standard deviation of the noise on each voltage [V]
   */
  public VoltageBorder(Converter dac, double noise, long seed) {
    if (!(noise >= 0 && noise <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("noise must be at least 0, got " + noise + " V");
    }
    this.dac = dac;
    this.noise = noise;
    this.random = new SplittableRandom(seed);
  }

  /** Replaces voltages by those that reach the circuit [V]. */
  public void apply(double[] volts) {
    for (int i = 0; i < volts.length; i++) {
      volts[i] = through(volts[i]);
    }
  }

  /** Samples with the voltages that reach the circuit [V]. */
  public Samples apply(Samples volts) {
    float[] through = volts.features().clone();
    for (int i = 0; i < through.length; i++) {
      through[i] = (float) through(through[i]);
    }
    return volts.withFeatures(through, volts.featureShape());
  }

  /** Replaces the features of a batch by the voltages that reach the circuit [V]. */
  @Override
  public void preProcess(DataSet batch) {
    double[] volts = PlainArrays.rows(batch.getFeatures());
    apply(volts);
    PlainArrays.writeRows(volts, batch.getFeatures());
  }

  private double through(double volts) {
    double converted = dac.convert(volts);
    return noise == 0 ? converted : converted + noise * random.nextGaussian();
  }
}
