package org.eqprop4j.analog.circuit;

/**
 * The behavioural diode: a resistor ROFF, which becomes RON above the threshold VTH. The current is
 * continuous.
 *
 * @param threshold VTH [V], at least 0
 * @param onResistance RON [ohm], positive
 * @param offResistance ROFF [ohm], at least RON
 */
public record PiecewiseLinearDiode(double threshold, double onResistance, double offResistance)
    implements DiodeModel {

  public PiecewiseLinearDiode {
    if (!(threshold >= 0 && threshold < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "diode threshold VTH must be at least 0, got " + threshold + " V");
    }
    if (!(onResistance > 0 && onResistance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "diode resistance RON must be positive, got " + onResistance + " ohm");
    }
    if (!(offResistance >= onResistance && offResistance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "diode resistance ROFF must be finite and at least RON, got " + offResistance + " ohm");
    }
  }

  /** What the conductance grows by at the threshold [S]. */
  private double step() {
    return 1 / onResistance - 1 / offResistance;
  }

  private double above(double drop) {
    return Math.max(drop - threshold, 0);
  }

  @Override
  public double current(double drop) {
    return drop / offResistance + above(drop) * step();
  }

  @Override
  public double conductance(double drop) {
    return 1 / (drop > threshold ? onResistance : offResistance);
  }

  @Override
  public double coContent(double drop) {
    return 0.5 * (drop * drop / offResistance + above(drop) * above(drop) * step());
  }

  @Override
  public double drop(double current) {
    double atThreshold = threshold / offResistance;
    return current < atThreshold
        ? current * offResistance
        : threshold + (current - atThreshold) * onResistance;
  }

  @Override
  public SpiceForm spice() {
    return new SpiceForm.Behaviour("u/" + offResistance + "+max(u-" + threshold + ",0)*" + step());
  }

  /** Three loops without a division, each of which the compiler vectorises. */
  @Override
  public void evaluate(
      double[] drop, double[] current, double[] conductance, double[] coContent, int from, int to) {
    double off = 1 / offResistance;
    double on = 1 / onResistance;
    double step = on - off;
    for (int i = from; i < to; i++) {
      current[i] = drop[i] * off + Math.max(drop[i] - threshold, 0) * step;
    }
    for (int i = from; i < to; i++) {
      conductance[i] = drop[i] > threshold ? on : off;
    }
    for (int i = from; i < to; i++) {
      double above = Math.max(drop[i] - threshold, 0);
      coContent[i] = 0.5 * (drop[i] * drop[i] * off + above * above * step);
    }
  }
}
