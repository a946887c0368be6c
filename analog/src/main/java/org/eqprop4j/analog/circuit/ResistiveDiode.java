package org.eqprop4j.analog.circuit;

/**
 * The junction diode of SPICE with a series resistance.
 *
 * @param junction IS, N and the temperature
 * @param resistance RS [ohm], positive
 */
public record ResistiveDiode(ShockleyDiode junction, double resistance) implements DiodeModel {

  public ResistiveDiode {
    if (!(resistance > 0 && resistance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "diode series resistance RS must be positive, got " + resistance + " ohm");
    }
  }

  private double inner(double drop) {
    return SeriesResistance.inner(junction, resistance, drop);
  }

  @Override
  public double current(double drop) {
    return junction.current(inner(drop));
  }

  @Override
  public double conductance(double drop) {
    return SeriesResistance.conductance(junction.conductance(inner(drop)), resistance);
  }

  @Override
  public double coContent(double drop) {
    double inner = inner(drop);
    return SeriesResistance.coContent(
        junction.coContent(inner), junction.current(inner), resistance);
  }

  @Override
  public double drop(double current) {
    return junction.drop(current) + resistance * current;
  }

  /** The junction's: a resistance only lessens what a volt does. */
  @Override
  public double bend() {
    return junction.bend();
  }

  @Override
  public SpiceForm.Card spice() {
    return junction.spice().with("rs=" + resistance);
  }

  @Override
  public void evaluate(
      double[] drop, double[] current, double[] conductance, double[] coContent, int from, int to) {
    SeriesResistance.evaluate(
        junction, resistance, drop, current, conductance, coContent, from, to);
  }
}
