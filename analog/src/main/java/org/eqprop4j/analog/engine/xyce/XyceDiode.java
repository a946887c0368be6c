package org.eqprop4j.analog.engine.xyce;

import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.ResistiveDiode;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.circuit.SpiceDiode;
import org.eqprop4j.analog.circuit.SpiceForm;

/**
 * Diodes in the physical constants of Xyce. Its older ones put the thermal voltage 2.8e-5 below
 * that of {@link ShockleyDiode}, up to 2e-5 V in a node. A diode's law depends on emission and
 * thermal voltage by their product alone, so a larger emission makes up for it to rounding.
 */
final class XyceDiode {
  private static final double BOLTZMANN = 1.3806226e-23;
  private static final double CHARGE = 1.6021918e-19;
  private static final double ZERO_CELSIUS = 273.15;

  private XyceDiode() {}

  /** Vt as Xyce has it [V]. */
  static double thermalVoltage(double celsius) {
    return BOLTZMANN * (celsius + ZERO_CELSIUS) / CHARGE;
  }

  /**
   * How a device is written for Xyce such that its law there is that of {@code model} here.
   *
   * @throws IllegalArgumentException if Xyce has no such law; says what it lacks
   */
  static SpiceForm of(DiodeModel model) {
    if (model instanceof ShockleyDiode diode) {
      return translated(diode).spice();
    } else if (model instanceof ResistiveDiode diode) {
      return new ResistiveDiode(translated(diode.junction()), diode.resistance()).spice();
    } else if (model instanceof SpiceDiode diode && diode.unknownLaw().isEmpty()) {
      SpiceForm.Card card = diode.inValues(translated(diode.plainJunction()).emission());
      if (card.card().matches(".* (ikf|nbv)=.*")) {
        throw new IllegalArgumentException(
            diode + ": Xyce's diode of level 1 has no IKF and no NBV, expected engine 'ngspice'");
      }
      return card;
    }
    return model.spice();
  }

  private static ShockleyDiode translated(ShockleyDiode diode) {
    double emission = diode.slopeVoltage() / thermalVoltage(diode.celsius());
    return new ShockleyDiode(diode.saturationCurrent(), emission, diode.celsius());
  }
}
