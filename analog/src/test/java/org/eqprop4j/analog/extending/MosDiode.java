package org.eqprop4j.analog.extending;

import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.SpiceForm;

/** Figure 10 of Watfa et al. (2023): I = k (u - VTO)^2 / 2 above the threshold. */
public record MosDiode(double vto, double k) implements DiodeModel {
  @Override
  public double current(double u) {
    return 0.5 * k * Math.max(u - vto, 0) * Math.max(u - vto, 0);
  }

  @Override
  public double conductance(double u) {
    return k * Math.max(u - vto, 0);
  }

  @Override
  public double coContent(double u) {
    return current(u) * Math.max(u - vto, 0) / 3;
  }

  @Override
  public SpiceForm spice() {
    String card = "nmos level=1 vto=" + vto + " kp=" + k + " is=0";
    return new SpiceForm.Card('m', "- + + +", card, "w=1u l=1u");
  }
}
