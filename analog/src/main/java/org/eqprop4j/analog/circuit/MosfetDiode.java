package org.eqprop4j.analog.circuit;

/**
 * A diode-connected n-channel MOSFET of SPICE's level 1 (Watfa et al. 2023, section 4.4, Figure
 * 10), always in saturation while it conducts: I = KP W / (2 L) (u - VTO)^2 (1 + LAMBDA u) above
 * the threshold. It carries nothing below, since gate and source are then at one potential. The
 * junction between bulk and drain has a saturation current of 0, so that it carries nothing either;
 * where it matters, a {@link ShockleyDiode} at the same node stands for it.
 *
 * @param threshold VTO [V], at least 0
 * @param transconductance KP [A/V^2], positive
 * @param lengthModulation LAMBDA [1/V], at least 0
 * @param width W [m], positive
 * @param length L [m], positive
 */
public record MosfetDiode(
    double threshold, double transconductance, double lengthModulation, double width, double length)
    implements DiodeModel {

  public MosfetDiode {
    require(threshold, threshold >= 0, "threshold VTO", "V, expected at least 0");
    require(transconductance, transconductance > 0, "KP", "A/V^2, expected more than 0");
    require(lengthModulation, lengthModulation >= 0, "LAMBDA", "1/V, expected at least 0");
    require(width, width > 0, "width W", "m, expected more than 0");
    require(length, length > 0, "length L", "m, expected more than 0");
  }

  private static void require(double value, boolean inRange, String what, String expected) {
    if (!inRange || !Double.isFinite(value)) {
      throw new IllegalArgumentException("MOSFET's " + what + " is " + value + " " + expected);
    }
  }

  /** KP W / L [A/V^2]. */
  private double factor() {
    return transconductance * width / length;
  }

  private double above(double drop) {
    return Math.max(drop - threshold, 0);
  }

  @Override
  public double current(double drop) {
    double overdrive = above(drop);
    return 0.5 * factor() * overdrive * overdrive * (1 + lengthModulation * drop);
  }

  @Override
  public double conductance(double drop) {
    double overdrive = above(drop);
    return factor()
        * overdrive
        * (1 + lengthModulation * drop + 0.5 * lengthModulation * overdrive);
  }

  @Override
  public double coContent(double drop) {
    double overdrive = above(drop);
    double cube = overdrive * overdrive * overdrive;
    // The integral over v of v^2 (1 + LAMBDA VTO + LAMBDA v).
    return factor()
        * cube
        * ((1 + lengthModulation * threshold) / 6 + lengthModulation * overdrive / 8);
  }

  @Override
  public double drop(double current) {
    return threshold + Math.sqrt(2 * current / factor());
  }

  @Override
  public SpiceForm.Card spice() {
    // Drain, gate, source, bulk as in Figure 10: the channel is run in reverse.
    return new SpiceForm.Card(
        'm',
        "- + + +",
        "nmos level=1 vto="
            + threshold
            + " kp="
            + transconductance
            + " lambda="
            + lengthModulation
            + " is=0",
        "w=" + width + " l=" + length);
  }
}
