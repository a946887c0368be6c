package org.eqprop4j.analog.extending;

import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.SpiceForm;

/**
 * A memristor at rest in a state x from 0 to 1: I = x IS sinh(u / V0), which conducts both ways.
 */
public record Memristor(double state, double amperes, double volts) implements DiodeModel {
  @Override
  public double current(double u) {
    return state * amperes * Math.sinh(u / volts);
  }

  @Override
  public double conductance(double u) {
    return state * amperes / volts * Math.cosh(u / volts);
  }

  @Override
  public double coContent(double u) {
    return state * amperes * volts * 2 * Math.pow(Math.sinh(u / volts / 2), 2);
  }

  @Override
  public SpiceForm spice() {
    return new SpiceForm.Behaviour(state * amperes + "*sinh(u/" + volts + ")");
  }
}
