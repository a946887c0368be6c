package org.eqprop4j.experiments.ebana;

import org.eqprop4j.analog.circuit.DiodeModel;

/**
 * A circuit as a device in it sees it: a source behind a resistance (Watfa et al. 2023, section
 * 4.2, Figure 7).
 *
 * @param volts Thevenin voltage [V], at least 0
 * @param ohms Thevenin resistance [ohm], positive
 */
record LoadLine(double volts, double ohms) {

  /** Current that the circuit delivers at a drop [A]. */
  double current(double drop) {
    return (volts - drop) / ohms;
  }

  /** The drop [V] at which a device draws what the circuit delivers. */
  double operatingPoint(DiodeModel device) {
    double low = 0;
    double high = volts;
    double middle = 0.5 * (low + high);
    // Until no number is left between the two: the difference of the currents rises all the way.
    while (low < middle && middle < high) {
      if (device.current(middle) < current(middle)) {
        low = middle;
      } else {
        high = middle;
      }
      middle = 0.5 * (low + high);
    }
    return middle;
  }
}
