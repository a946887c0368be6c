package org.eqprop4j.analog.circuit;

import org.eqprop4j.analog.kernel.Kernels;

/**
 * The junction diode of SPICE without series resistance: I = IS (exp(u / (N Vt)) - 1), and below u
 * = -3 N Vt the reverse law I = -IS (1 + (3 N Vt / (e u))^3), which joins it with equal value and
 * slope. With the same constants as ngspice, so that the two agree to rounding.
 *
 * @param saturationCurrent IS [A], positive
 * @param emission N, positive
 * @param celsius temperature [degrees C], above absolute zero
 */
public record ShockleyDiode(double saturationCurrent, double emission, double celsius)
    implements DiodeModel {

  static final double BOLTZMANN = 1.38064852e-23;
  static final double CHARGE = 1.6021766208e-19;
  static final double ZERO_CELSIUS = 273.15;

  /** Where the reverse law begins, in units of N Vt, and what both laws have there. */
  private static final double KNEE = -3;

  private static final double INVERSE_AT_KNEE = 1 / KNEE;
  private static final double RATIO_AT_KNEE = 3 / Math.E * INVERSE_AT_KNEE;
  private static final double CUBE_AT_KNEE = RATIO_AT_KNEE * RATIO_AT_KNEE * RATIO_AT_KNEE;
  private static final double EXP_AT_KNEE = expAtKnee();

  /** Half the cube of 3 / e. */
  private static final double REVERSE = 0.5 * (3 / Math.E) * (3 / Math.E) * (3 / Math.E);

  /** SPICE's default temperature [degrees C]. */
  public static final double ROOM_TEMPERATURE = 27;

  public ShockleyDiode {
    if (!(saturationCurrent > 0 && saturationCurrent < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "diode saturation current IS must be positive, got " + saturationCurrent + " A");
    }
    if (!(emission > 0 && emission < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("diode emission N must be positive, got " + emission);
    }
    if (!(celsius > -ZERO_CELSIUS && celsius < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "diode temperature must be above -273.15 C, got " + celsius + " C");
    }
  }

  /** A diode with N = 1 at 27 degrees C. */
  public static ShockleyDiode of(double saturationCurrent) {
    return new ShockleyDiode(saturationCurrent, 1, ROOM_TEMPERATURE);
  }

  /** N Vt [V]: the drop over which the forward current grows by e. */
  public double slopeVoltage() {
    return emission * BOLTZMANN * (celsius + ZERO_CELSIUS) / CHARGE;
  }

  @Override
  public double current(double drop) {
    double slope = slopeVoltage();
    if (drop >= -3 * slope) {
      return saturationCurrent * Math.exp(drop / slope) - saturationCurrent;
    }
    double ratio = 3 * slope / (Math.E * drop);
    return -saturationCurrent * (1 + ratio * ratio * ratio);
  }

  @Override
  public double conductance(double drop) {
    double slope = slopeVoltage();
    if (drop >= -3 * slope) {
      return saturationCurrent * Math.exp(drop / slope) / slope;
    }
    double ratio = 3 * slope / (Math.E * drop);
    double cube = ratio * ratio * ratio;
    return 3 * saturationCurrent * cube / drop;
  }

  @Override
  public double coContent(double drop) {
    double slope = slopeVoltage();
    if (drop >= -3 * slope) {
      return slope * current(drop) - saturationCurrent * drop;
    }
    return reverseCoContent(drop, slope);
  }

  private double reverseCoContent(double drop, double slope) {
    double knee = -3 * slope;
    double atKnee = slope * saturationCurrent * (Math.exp(-3) - 1) - saturationCurrent * knee;
    double scale = 3 * slope / Math.E;
    return atKnee
        - saturationCurrent * (drop - knee)
        + 0.5 * saturationCurrent * scale * scale * scale * (1 / (drop * drop) - 1 / (knee * knee));
  }

  @Override
  public double drop(double current) {
    return slopeVoltage() * Math.log1p(current / saturationCurrent);
  }

  @Override
  public double bend() {
    return slopeVoltage();
  }

  @Override
  public SpiceForm.Card spice() {
    String card = "d is=" + saturationCurrent + " n=" + emission;
    if (celsius == ROOM_TEMPERATURE) {
      return new SpiceForm.Card('d', "+ -", card, "");
    }
    // With the nominal temperature equal to the device's, IS is taken as it stands.
    return new SpiceForm.Card('d', "+ -", card + " tnom=" + celsius, "temp=" + celsius);
  }

  /** The co-content first, while the exponentials are there. */
  @Override
  public void evaluate(
      double[] drop, double[] current, double[] conductance, double[] coContent, int from, int to) {
    double slope = slopeVoltage();
    double perVolt = 1 / slope;
    exponentials(drop, current, coContent, from, to);
    for (int i = from; i < to; i++) {
      double z = drop[i] * perVolt;
      double inverse = 1 / Math.min(KNEE, z);
      coContent[i] =
          saturationCurrent
              * slope
              * ((current[i] - 1)
                  - z
                  + REVERSE * (inverse * inverse - INVERSE_AT_KNEE * INVERSE_AT_KNEE));
    }
    finish(drop, current, conductance, from, to);
  }

  @Override
  public void evaluateWithoutCoContent(
      double[] drop, double[] current, double[] conductance, double[] room, int from, int to) {
    exponentials(drop, current, room, from, to);
    finish(drop, current, conductance, from, to);
  }

  /**
   * The exponential of z = u / (N Vt), held at its value at z = -3 below that. {@link #finish}
   * holds the cube of the reverse law at its value there above: in each region the other's law is a
   * constant that cancels, and no loop has branches, so that they can run on vectors.
   */
  private void exponentials(double[] drop, double[] exponential, double[] room, int from, int to) {
    double perVolt = 1 / slopeVoltage();
    for (int i = from; i < to; i++) {
      room[i] = Math.max(KNEE, drop[i] * perVolt);
    }
    Kernels.active().exp(room, exponential, from, to);
  }

  /** From the exponentials that stand in the place of the currents. */
  private void finish(double[] drop, double[] current, double[] conductance, int from, int to) {
    double perVolt = 1 / slopeVoltage();
    for (int i = from; i < to; i++) {
      double forward = current[i];
      double inverse = 1 / Math.min(KNEE, drop[i] * perVolt);
      double ratio = 3 / Math.E * inverse;
      double cube = ratio * ratio * ratio;
      current[i] = saturationCurrent * ((forward - 1) - (cube - CUBE_AT_KNEE));
      conductance[i] = saturationCurrent * perVolt * ((forward - EXP_AT_KNEE) + 3 * cube * inverse);
    }
  }

  /** e^-3 as the kernels compute it, so that it cancels exactly. */
  private static double expAtKnee() {
    double[] result = new double[1];
    Kernels.active().exp(new double[] {KNEE}, result, 0, 1);
    return result[0];
  }
}
