package org.eqprop4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VoltageScalingTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Feature 0 is 2 +- 1, feature 1 is 10 +- 4; three deviations are 2 V. */
  private final VoltageScaling scaling =
      new VoltageScaling(new float[] {2, 10}, new float[] {1, 4}, 3, 2);

  private static Samples samples(int width, float... features) {
    int size = features.length / width;
    return Samples.classification(features, new long[] {width}, new int[size], 1);
  }

  @Test
  void fittingTakesTheMeanAndTheDeviationOfEachFeature() {
    // 1, 3 and 5: mean 3, deviation sqrt(8 / 3); 10 three times but for one 40: 20 and sqrt(200).
    VoltageScaling fitted = VoltageScaling.fit(samples(2, 1, 10, 3, 40, 5, 10), 3, 2);

    assertThat(fitted.mean()).containsExactly(3, 20);
    assertThat(fitted.deviation())
        .containsExactly((float) Math.sqrt(8.0 / 3), (float) Math.sqrt(200));
    assertThat(fitted.width()).isEqualTo(2);
    assertThat(fitted.clip()).isEqualTo(3);
    assertThat(fitted.range()).isEqualTo(2);
  }

  @Test
  void fittingKeepsItsDigitsWhereTheMeanIsFarAboveTheDeviation() {
    float[] features = new float[10_000];
    for (int i = 0; i < features.length; i++) {
      features[i] = 4096 + (i % 2 == 0 ? 1f / 64 : -1f / 64);
    }
    VoltageScaling fitted = VoltageScaling.fit(samples(1, features), 3, 2);

    assertThat(fitted.mean()).containsExactly(4096);
    assertThat(fitted.deviation()).containsExactly(1f / 64);
  }

  @Test
  void extremesGoToTheEndsOfTheVoltageRange() {
    // 1 to 5 and -10 to 30; the third never varies.
    Samples train = samples(3, 1, 30, 7, 5, -10, 7, 2, 0, 7);
    VoltageScaling fitted = VoltageScaling.fitExtremes(train, 2);

    assertThat(fitted.toVolts(train).features()).containsExactly(-2, 2, 0, 2, -2, 0, -1, -1, 0);
    assertThat(fitted.toVolts(samples(3, 9, -50, 7)).features()).containsExactly(2, -2, 0);
  }

  @Test
  void clippingIsAtTheEndsOfTheVoltageRange() {
    Samples volts =
        scaling.toVolts(samples(2, 2, 10, 3, 14, 5, 22, 5.1f, 1e30f, -1, -2, -1e30f, -3));

    float third = (float) (2 / 3.0);
    assertThat(volts.features()).containsExactly(0, 0, third, third, 2, 2, 2, 2, -2, -2, -2, -2);
  }

  @Test
  void voltagesKeepTheTargets() {
    Samples embedding =
        Samples.classification(new float[4], new long[] {1, 2, 1}, new int[] {1, 0}, 2);
    Samples volts = scaling.toVolts(embedding);

    assertThat(volts.targets()).isEqualTo(embedding.targets());
    assertThat(volts.featureShape()).containsExactly(2);
  }

  @Test
  void aFeatureThatNeverVariesBecomesZeroVolts() {
    Samples embedding = samples(3, 0.1f, 0, 1, 0.1f, 0, 3, 0.1f, 0, 8);
    VoltageScaling fitted = VoltageScaling.fit(embedding, 3, 2);
    float[] volts = fitted.toVolts(embedding).features();

    for (int s = 0; s < 3; s++) {
      assertThat(volts[3 * s]).isZero();
      assertThat(volts[3 * s + 1]).isZero();
      assertThat(volts[3 * s + 2]).isNotZero();
    }
    assertThat(fitted.deviation()).startsWith(1, 1);
  }

  @Test
  void theEmbeddingOfVoltagesIsTheInverseWithinTheRange() {
    SplittableRandom random = new SplittableRandom(5);
    float[] values = new float[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, i % 2 == 0 ? 5 : 22);
    }
    float[] back = scaling.toEmbedding(scaling.toVolts(samples(2, values)).features());

    for (int i = 0; i < values.length; i++) {
      // Rounded to float on either way, at most 24 bits of the largest value.
      assertThat(back[i]).isCloseTo(values[i], within(2 * Math.ulp(22f)));
    }
    assertThat(scaling.toEmbedding(new float[] {2, -2})).containsExactly(5, -2);
  }

  @Test
  void theLowestVoltageIsThatOfTheFloorKeptWithinTheRange() {
    assertThat(scaling.lowest(0)).containsExactly(-4.0 / 3, -5.0 / 3);
    assertThat(scaling.lowest(-1e9)).containsExactly(-2, -2);
    assertThat(scaling.lowest(1e9)).containsExactly(2, 2);
  }

  @Test
  void aFeatureThatIsNotFiniteIsRefusedWithItsPlace() {
    Samples bad = samples(2, 1, 2, 3, Float.NaN);
    for (Runnable refused :
        new Runnable[] {() -> scaling.toVolts(bad), () -> VoltageScaling.fit(bad, 3, 2)}) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(refused::run)
          .withMessage("embedding: expected finite numbers, found NaN at sample 1, feature 1");
    }
  }

  @Test
  void anotherWidthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scaling.toVolts(samples(3, 1, 2, 3)))
        .withMessage("the scaling is for 2 features, the embedding has 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scaling.toEmbedding(new float[3]))
        .withMessage("the scaling is for 2 features, got 3 voltages");
  }

  @Test
  void jsonKeepsEveryBit() throws JsonProcessingException {
    SplittableRandom random = new SplittableRandom(6);
    float[] mean = new float[2000];
    float[] deviation = new float[mean.length];
    for (int f = 0; f < mean.length; f++) {
      mean[f] = anyFinite(random);
      deviation[f] = Math.max(Float.MIN_VALUE, Math.abs(anyFinite(random)));
    }
    VoltageScaling scattered = new VoltageScaling(mean, deviation, Math.PI, 0.1 + 0.2);
    VoltageScaling read = JSON.readValue(JSON.writeValueAsString(scattered), VoltageScaling.class);

    assertThat(read.mean()).isEqualTo(mean);
    assertThat(read.deviation()).isEqualTo(deviation);
    assertThat(read.clip()).isEqualTo(Math.PI);
    assertThat(read.range()).isEqualTo(0.1 + 0.2);
  }

  private static float anyFinite(SplittableRandom random) {
    float value = Float.intBitsToFloat(random.nextInt());
    return Float.isFinite(value) ? value : 1;
  }

  @Test
  void statisticsAreCopied() {
    float[] mean = {0};
    VoltageScaling one = new VoltageScaling(mean, new float[] {1}, 1, 1);
    mean[0] = 7;
    one.mean()[0] = 8;
    one.deviation()[0] = 9;

    assertThat(one.mean()).containsExactly(0);
    assertThat(one.deviation()).containsExactly(1);
  }

  @Test
  void invalidStatisticsAreRefused() {
    float[] ok = {1, 1};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VoltageScaling(ok, new float[1], 3, 2))
        .withMessage("scaling has 2 means but 1 deviations");
    for (float mean : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new VoltageScaling(new float[] {0, mean}, ok, 3, 2))
          .withMessageStartingWith("scaling of feature 1 has mean " + mean);
    }
    for (float deviation : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new VoltageScaling(ok, new float[] {1, deviation}, 3, 2))
          .withMessageContaining("feature 1 has mean 1.0 and deviation " + deviation);
    }
    for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new VoltageScaling(ok, ok, wrong, 2))
          .withMessageStartingWith("scaling needs a positive clip and range, got " + wrong);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new VoltageScaling(ok, ok, 3, wrong))
          .withMessageEndingWith(wrong + " V");
    }
  }

  @Test
  void invalidStatisticsInJsonAreRefused() {
    for (String json :
        new String[] {
          "{\"mean\": [0], \"deviation\": [0], \"clip\": 3, \"range\": 2}",
          "{\"deviation\": [1], \"clip\": 3, \"range\": 2}",
          "{\"mean\": [0], \"deviation\": [1], \"clip\": 3}"
        }) {
      assertThatExceptionOfType(JsonProcessingException.class)
          .as(json)
          .isThrownBy(() -> JSON.readValue(json, VoltageScaling.class))
          .havingCause()
          .isInstanceOf(IllegalArgumentException.class)
          .withMessageContaining("scaling");
    }
  }
}
