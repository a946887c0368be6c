package org.eqprop4j.bridge.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;
import org.junit.jupiter.api.Test;

class VoltageBorderTest {
  private static final Converter TWO_BITS = new Converter(2, 2);

  private static Samples volts(int size) {
    SplittableRandom random = new SplittableRandom(3);
    float[] values = new float[size * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-2, 2);
    }
    return Samples.classification(values, new long[] {4}, new int[size], Networks.CLASSES);
  }

  @Test
  void batchesReachTheCircuitOnTheConvertersLevels() {
    Samples exact = volts(10);
    SamplesIterator batches = exact.inOrder(10);
    batches.setPreProcessor(new VoltageBorder(TWO_BITS, 0, 1));
    float[] through = batches.next().getFeatures().dup('c').data().asFloat();
    for (int i = 0; i < through.length; i++) {
      // Four levels over +-2 V are 4/3 V apart.
      double steps = (through[i] + 2) / (4 / 3.0);
      assertThat(steps).isCloseTo(Math.rint(steps), within(1e-6));
      assertThat(through[i]).isCloseTo(exact.features()[i], within(2 / 3f + 1e-6f));
    }
    assertThat(new VoltageBorder(TWO_BITS, 0, 1).apply(exact).features()).isEqualTo(through);
  }

  @Test
  void noiseHasTheDeviationThatWasAskedForAndTheSeedDecidesIt() {
    Samples exact = volts(5000);
    Converter none = new Converter(2, 0);
    float[] noisy = new VoltageBorder(none, 0.1, 1).apply(exact).features();
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < noisy.length; i++) {
      double noise = noisy[i] - exact.features()[i];
      sum += noise;
      squares += noise * noise;
    }
    // Five standard errors of 20,000 values.
    assertThat(sum / noisy.length).isCloseTo(0, within(5 * 0.1 / Math.sqrt(noisy.length)));
    assertThat(Math.sqrt(squares / noisy.length))
        .isCloseTo(0.1, within(5 * 0.1 / Math.sqrt(2 * noisy.length)));
    assertThat(new VoltageBorder(none, 0.1, 1).apply(exact).features()).isEqualTo(noisy);
    assertThat(new VoltageBorder(none, 0.1, 2).apply(exact).features()).isNotEqualTo(noisy);
    assertThatThrownBy(() -> new VoltageBorder(none, -1, 1)).hasMessageContaining("-1.0 V");
  }

  /** C = mean over the outputs of (q - t)^2 / 2 or the like: its slope is linear in q - t. */
  @Test
  void lossesSeeTheLevelsOfAConverterAtTheOutputsAndTrainStraightThrough() {
    Converter adc = new Converter(0.25, 3);
    Model model = Networks.head(5).build(4, Networks.CLASSES, 1);
    double[] features = {2, -1, 0.5, 1};
    double[] targets = {0.1, 0.2, 0.3};
    try (AnalogNetwork exact = network(model, new Converter(100, 0));
        AnalogNetwork converted = network(model, adc)) {
      double[] volts = exact.freeWithLoss(features, targets).outputs();
      double[] levels = Arrays.stream(volts).map(adc::convert).toArray();
      AnalogNetwork.Free read = converted.freeWithLoss(features, targets);
      assertThat(read.outputs()).containsExactly(levels);

      // Targets moved by the rounding give the same distance, so the same loss and slope.
      double[] moved = new double[targets.length];
      for (int k = 0; k < moved.length; k++) {
        moved[k] = targets[k] + volts[k] - levels[k];
        assertThat(Math.abs(volts[k])).as("within the range").isLessThan(0.25);
      }
      AnalogNetwork.Free same = exact.freeWithLoss(features, moved);
      assertThat(read.losses()[0]).isCloseTo(same.losses()[0], within(1e-12));
      assertThat(read.nodeGradient()).containsExactly(same.nodeGradient(), within(1e-12));
    }
    // What is beyond the range of the converter moves nothing.
    try (AnalogNetwork clipped = network(model, new Converter(1e-6, 0))) {
      assertThat(clipped.freeWithLoss(features, targets).nodeGradient()).containsOnly(0, -0.0);
    }
  }

  private static AnalogNetwork network(Model model, Converter adc) {
    return new AnalogNetwork(
        model,
        new MeanSquaredError(1),
        Engines.named("builtin"),
        SolverOptions.DEFAULT.withThreads(1),
        adc);
  }
}
