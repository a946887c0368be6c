package org.eqprop4j.experiments.ebana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.eqprop4j.analog.model.Model;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against equation 5 of Watfa et al. (2023). */
class RegressionCircuitTest {
  private static final double BIAS = -0.5;
  private static final double THRESHOLD = 0.6;
  private static final double OHMS = 5e4;

  private static Model model(double g1, double g2) {
    Model model =
        RegressionCircuit.model(
            new RegressionConfig.CircuitConfig(BIAS, THRESHOLD, OHMS, 1e-6, 1e-5, 1e-8, 1e-3), 1);
    RegressionCircuit.setConductances(model, g1, g2);
    return model;
  }

  private static double equation5(double g1, double g2, double input, double output) {
    double above = Math.max(output, THRESHOLD) - THRESHOLD;
    return g1 * square(output - input) / 2
        + g2 * square(output - BIAS) / 2
        + square(above) / (2 * OHMS);
  }

  private static double square(double value) {
    return value * value;
  }

  @ParameterizedTest
  @CsvSource({"8e-6,2e-6,1.5,1.2", "8e-6,2e-6,1.5,-0.3", "1e-7,3e-5,-0.5,0.6", "2e-5,1e-8,2,0.9"})
  void energyIsThatOfThePaper(double g1, double g2, double input, double output) {
    double[] energy =
        RegressionCircuit.energies(model(g1, g2), new double[] {input}, new double[] {output});

    assertThat(energy[0]).isCloseTo(equation5(g1, g2, input, output), within(1e-9 * energy[0]));
  }

  /** The root of dE/dV = 0 of equation 5, found by halving. */
  @ParameterizedTest
  @CsvSource({"8e-6,2e-6,1.5", "8e-6,2e-6,0.2", "1e-7,3e-5,-0.5", "2e-5,1e-8,2"})
  void stateIsWhereTheEnergyIsLeast(double g1, double g2, double input) {
    double low = -1;
    double high = 3;
    for (int i = 0; i < 80; i++) {
      double middle = (low + high) / 2;
      double slope =
          g1 * (middle - input) + g2 * (middle - BIAS) + Math.max(0, middle - THRESHOLD) / OHMS;
      low = slope < 0 ? middle : low;
      high = slope < 0 ? high : middle;
    }

    assertThat(RegressionCircuit.states(model(g1, g2), new double[] {input})[0])
        .isCloseTo(low, within(1e-8));
  }
}
