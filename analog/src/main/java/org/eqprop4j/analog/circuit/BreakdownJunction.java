package org.eqprop4j.analog.circuit;

/**
 * A diode's junction with what {@link ShockleyDiode} leaves out: breakdown and the knee of high
 * injection, by the equations of ngspice's diode of level 1.
 *
 * @param plain the junction without either
 * @param breakdown drop [V] below zero at which I = -IS exp(-(u + breakdown) / (NBV Vt)) begins, or
 *     infinity
 * @param breakdownEmission NBV
 * @param knee IKF [A], which turns a forward current I into I / (1 + sqrt(I / IKF)), or infinity
 */
record BreakdownJunction(
    ShockleyDiode plain, double breakdown, double breakdownEmission, double knee)
    implements DiodeModel {

  /** Below this current ngspice knows no knee [A]. */
  private static final double NO_KNEE = 1e-18;

  private boolean bends(double forward) {
    return forward > NO_KNEE && knee < Double.POSITIVE_INFINITY;
  }

  /** NBV Vt [V]. */
  private double breakdownSlope() {
    return plain.slopeVoltage() * (breakdownEmission / plain.emission());
  }

  private double brokenDown(double drop) {
    return plain.saturationCurrent() * Math.exp(-(breakdown + drop) / breakdownSlope());
  }

  /** The same law in other constants, where {@code emission} stands for N. */
  BreakdownJunction withEmission(double emission) {
    return new BreakdownJunction(
        new ShockleyDiode(plain.saturationCurrent(), emission, plain.celsius()),
        breakdown,
        emission * (breakdownEmission / plain.emission()),
        knee);
  }

  @Override
  public double current(double drop) {
    if (drop < -breakdown) {
      return -brokenDown(drop);
    }
    double forward = plain.current(drop);
    return bends(forward) ? forward / (1 + Math.sqrt(forward / knee)) : forward;
  }

  @Override
  public double conductance(double drop) {
    if (drop < -breakdown) {
      return brokenDown(drop) / breakdownSlope();
    }
    double siemens = plain.conductance(drop);
    double forward = plain.current(drop);
    if (!bends(forward)) {
      return siemens;
    }
    double root = Math.sqrt(forward / knee);
    return siemens * (1 + 0.5 * root) / ((1 + root) * (1 + root));
  }

  @Override
  public double coContent(double drop) {
    if (drop < -breakdown) {
      return plain.coContent(-breakdown)
          + breakdownSlope() * (brokenDown(drop) - plain.saturationCurrent());
    }
    double forward = plain.current(drop);
    return bends(forward) ? kneeCoContent(forward) : plain.coContent(drop);
  }

  /**
   * With s = sqrt(I / IKF) and a = IS / IKF, du = N Vt dI / (I + IS) makes the integral 2 N Vt IKF
   * times that of s^3 / ((1 + s) (s^2 + a)), by partial fractions.
   */
  private double kneeCoContent(double forward) {
    double s = Math.sqrt(forward / knee);
    double a = plain.saturationCurrent() / knee;
    double root = Math.sqrt(a);
    double integral =
        s
            - (Math.log1p(s) + 0.5 * a * Math.log1p(s * s / a) + a * root * Math.atan(s / root))
                / (1 + a);
    return 2 * plain.slopeVoltage() * knee * integral;
  }

  @Override
  public double drop(double current) {
    // I = f / (1 + sqrt(f / IKF)), solved for f.
    double root = 0.5 * (current + Math.sqrt(current * current + 4 * current * knee));
    double forward = knee < Double.POSITIVE_INFINITY ? root * root / knee : current;
    return plain.drop(forward);
  }

  @Override
  public double bend() {
    return breakdown < Double.POSITIVE_INFINITY ? 0 : plain.bend();
  }

  /** In the values that hold at the temperature, which leave a simulator nothing to compute. */
  @Override
  public SpiceForm.Card spice() {
    SpiceForm.Card card = plain.spice();
    StringBuilder parameters = new StringBuilder(card.card());
    if (breakdown < Double.POSITIVE_INFINITY) {
      // With so small a current at breakdown, BV is where the exponential begins.
      parameters.append(" bv=").append(breakdown).append(" ibv=0");
    }
    if (breakdownEmission != plain.emission()) {
      parameters.append(" nbv=").append(breakdownEmission);
    }
    if (knee < Double.POSITIVE_INFINITY) {
      parameters.append(" ikf=").append(knee);
    }
    return new SpiceForm.Card(
        card.letter(), card.terminals(), parameters.toString(), card.instance());
  }
}
