package org.eqprop4j.analog.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShockleyDiodeTest {
  private final ShockleyDiode diode = new ShockleyDiode(1e-8, 1.5, 27);
  private final double knee = -3 * diode.slopeVoltage();

  @Test
  void theSlopeVoltageIsTheThermalVoltageTimesTheEmission() {
    // 27 C is 300.15 K; k T / q with SPICE's constants.
    assertThat(ShockleyDiode.of(1e-8).slopeVoltage()).isCloseTo(0.025865, within(5e-7));
    assertThat(diode.slopeVoltage()).isCloseTo(1.5 * 0.0258649, within(1e-6));
    assertThat(new ShockleyDiode(1e-8, 1, 127).slopeVoltage())
        .isCloseTo(ShockleyDiode.of(1e-8).slopeVoltage() * 400.15 / 300.15, within(1e-15));
  }

  @Test
  void theForwardCurrentGrowsByEOverASlopeVoltage() {
    double slope = diode.slopeVoltage();
    assertThat(diode.current(0)).isZero();
    assertThat(diode.current(slope)).isCloseTo(1e-8 * (Math.E - 1), withinPercentage(1e-12));
    assertThat(diode.current(20 * slope) / diode.current(19 * slope))
        .isCloseTo(Math.E, within(1e-7));
  }

  @Test
  void theReverseCurrentApproachesMinusTheSaturationCurrentAsTheCubeOfTheDrop() {
    double slope = diode.slopeVoltage();
    for (double u : new double[] {-0.2, -1, -100}) {
      double expected = -1e-8 * (1 + Math.pow(3 * slope / (u * Math.E), 3));
      assertThat(diode.current(u)).isCloseTo(expected, withinPercentage(1e-12));
    }
  }

  @Test
  void valueSlopeAndCoContentAreContinuousWhereTheReverseLawBegins() {
    double below = Math.nextDown(knee);
    assertThat(diode.current(below)).isCloseTo(diode.current(knee), withinPercentage(1e-10));
    assertThat(diode.conductance(below))
        .isCloseTo(diode.conductance(knee), withinPercentage(1e-10));
    assertThat(diode.coContent(below)).isCloseTo(diode.coContent(knee), withinPercentage(1e-10));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-20, -1, -0.2, -0.12, -0.1, -0.01, 0.001, 0.1, 0.4, 0.7})
  void theConductanceIsTheDerivativeOfTheCurrent(double drop) {
    double h = 1e-5 * Math.max(1, Math.abs(drop));
    double difference =
        (8 * (diode.current(drop + h) - diode.current(drop - h))
                - diode.current(drop + 2 * h)
                + diode.current(drop - 2 * h))
            / (12 * h);
    // Rounding of a current near IS limits the differences.
    assertThat(diode.conductance(drop))
        .isCloseTo(difference, within(1e-8 * diode.conductance(drop) + 1e-15 * 1e-8 / h));
    assertThat(diode.conductance(drop)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-20, -1, -0.2, -0.1, -0.01, 0.001, 0.1, 0.4, 0.7})
  void theCoContentIsTheIntegralOfTheCurrentFromZero(double drop) {
    double integral = 0;
    if (drop < knee) {
      integral = simpson(0, knee) + simpson(knee, drop);
    } else {
      integral = simpson(0, drop);
    }
    assertThat(diode.coContent(drop)).isCloseTo(integral, withinPercentage(1e-7)).isPositive();
  }

  private double simpson(double from, double to) {
    int intervals = 20000;
    double h = (to - from) / intervals;
    double sum = diode.current(from) + diode.current(to);
    for (int i = 1; i < intervals; i++) {
      sum += (i % 2 == 0 ? 2 : 4) * diode.current(from + i * h);
    }
    return sum * h / 3;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-15, 1e-9, 1e-6, 1, 1e6})
  void theDropAtACurrentCarriesThatCurrent(double amperes) {
    assertThat(diode.current(diode.drop(amperes))).isCloseTo(amperes, withinPercentage(1e-7));
  }

  @Test
  void manyDropsAtOnceEqualSingleOnesToRounding() {
    double[] drops =
        IntStream.range(-300, 300).mapToDouble(i -> i * 0.0031 + (i == 0 ? knee : 0)).toArray();
    drops[0] = knee;
    drops[1] = Math.nextDown(knee);
    drops[2] = -1e5;
    double[] current = new double[drops.length];
    double[] conductance = new double[drops.length];
    double[] coContent = new double[drops.length];
    diode.evaluate(drops, current, conductance, coContent, 0, drops.length - 1);
    double is = diode.saturationCurrent();
    double volts = diode.slopeVoltage();
    for (int i = 0; i < drops.length - 1; i++) {
      double forward = is * Math.exp(drops[i] / volts);
      assertThat(current[i])
          .isCloseTo(diode.current(drops[i]), within(1e-14 * forward + 1e-15 * is));
      assertThat(conductance[i]).isCloseTo(diode.conductance(drops[i]), withinPercentage(1e-12));
      assertThat(coContent[i])
          .isCloseTo(
              diode.coContent(drops[i]),
              within(1e-14 * volts * forward + 1e-14 * is * (volts + Math.abs(drops[i]))));
    }
    assertThat(current[drops.length - 1]).isZero();
  }

  @Test
  void theValueAtADropDoesNotDependOnItsPlace() {
    double[] drops = {-0.4, 0.3, knee, 0.01, -0.4, 0.3, knee, 0.01, 0.3, -0.4, 0.01};
    double[][] values = new double[3][drops.length];
    diode.evaluate(drops, values[0], values[1], values[2], 0, drops.length);
    for (double[] value : values) {
      assertThat(value[8]).isEqualTo(value[1]).isEqualTo(value[5]);
      assertThat(value[9]).isEqualTo(value[0]).isEqualTo(value[4]);
      assertThat(value[10]).isEqualTo(value[3]).isEqualTo(value[7]);
    }
  }

  @Test
  void currentsAndConductancesAreTheSameWithoutCoContent() {
    double[] drops = IntStream.range(-40, 43).mapToDouble(i -> i * 0.0131).toArray();
    double[][] with = new double[3][drops.length];
    double[][] without = new double[3][drops.length];
    diode.evaluate(drops, with[0], with[1], with[2], 0, drops.length);
    diode.evaluateWithoutCoContent(drops, without[0], without[1], without[2], 0, drops.length);
    assertThat(without[0]).isEqualTo(with[0]);
    assertThat(without[1]).isEqualTo(with[1]);
  }

  /** What a solver concludes from the length of a step. */
  @Test
  void overThePartsOfTheVoltageAtWhichItBendsTheConductanceChangesByPartsOfTwoPowersOfE() {
    for (double part : new double[] {0.1, 0.5, 1}) {
      for (double u = -1; u < 0.6; u += 0.0007) {
        double ratio = diode.conductance(u + part * diode.bend()) / diode.conductance(u);
        assertThat(Math.log(ratio)).isBetween(0.0, 2 * part);
      }
    }
  }

  @Test
  void impossibleDevicesAreRefused() {
    for (double is : new double[] {0, -1e-9, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> ShockleyDiode.of(is))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("diode saturation current IS must be positive, got " + is + " A");
    }
    assertThatThrownBy(() -> new ShockleyDiode(1e-9, 0, 27))
        .hasMessage("diode emission N must be positive, got 0.0");
    assertThatThrownBy(() -> new ShockleyDiode(1e-9, 1, -273.15))
        .hasMessage("diode temperature must be above -273.15 C, got -273.15 C");
  }
}
