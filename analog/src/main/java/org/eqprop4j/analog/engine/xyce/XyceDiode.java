package org.eqprop4j.analog.engine.xyce;

import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.ShockleyDiode;

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

  /** The diode whose law in Xyce is that of {@code model} here; other models stay as they are. */
  static DiodeModel of(DiodeModel model) {
    if (model instanceof ShockleyDiode diode) {
      double emission = diode.slopeVoltage() / thermalVoltage(diode.celsius());
      return new ShockleyDiode(diode.saturationCurrent(), emission, diode.celsius());
    }
    return model;
  }
}
