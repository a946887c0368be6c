package org.eqprop4j.analog.engine.xyce;

import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.spice.DeviceLines;
import org.eqprop4j.analog.spice.SpiceNames;

/**
 * A circuit as a netlist in which a table of values drives the input sources and the injected
 * currents, one row per step of a sweep.
 *
 * <p>Parameters are written into the devices, not into the table. Each run is a new process that
 * reads the netlist anyway, which is 80 % of a short run, so that a new resistance costs nothing in
 * a device's line. As columns they cost half as much again in a head of 27,957 values, and the more
 * the more rows there are.
 */
final class SweptNetlist {
  /** File that the voltages are printed to, in the working directory. */
  static final String POINTS = "points.csv";

  /** A source that holds the number of the step: what is printed of it tells which rows exist. */
  private static final String STEP_SOURCE = "vstep";

  private final Circuit circuit;
  private final SpiceNames names;
  private final CircuitDevices devices;
  private final String stepNode;

  SweptNetlist(Circuit circuit) {
    this.circuit = circuit;
    names = new SpiceNames(circuit);
    devices = new CircuitDevices(circuit, names);
    stepNode = names.extraNode("step");
  }

  /**
   * The devices with their values, for {@link #text}.
   *
   * @param parameters parameter vector of the circuit
   */
  String devices(double[] parameters) {
    return DeviceLines.voltage(STEP_SOURCE, stepNode, 0)
        + "\n"
        + DeviceLines.resistor("rstep", stepNode, "0", 1e6)
        + "\n"
        + String.join("\n", devices.lines(parameters));
  }

  /**
   * The netlist of a run.
   *
   * @param deviceLines from {@link #devices}
   * @param table of the values of all steps
   * @param accuracy when a step has converged
   * @param maxIterations Newton steps after which a step is given up
   */
  String text(String deviceLines, StepTable table, Accuracy accuracy, int maxIterations) {
    StringBuilder text = new StringBuilder("EqProp4J, swept over a table\n").append(deviceLines);
    text.append("\n.OPTIONS DEVICE GMIN=").append(CircuitDevices.MINIMAL_CONDUCTANCE);
    // Continuation tries for minutes before it gives a step up.
    text.append("\n.OPTIONS NONLIN CONTINUATION=0 MAXSTEP=").append(maxIterations);
    text.append(" RHSTOL=").append(accuracy.rhsTolerance());
    text.append(" RELTOL=").append(accuracy.relativeTolerance());
    text.append("\n.DC DATA=steps\n.DATA steps\n+ ").append(STEP_SOURCE);
    for (Element.VoltageInputs inputs : circuit.elements(Element.VoltageInputs.class)) {
      for (int i = 0; i < inputs.nodes().size(); i++) {
        text.append(' ').append(devices.source(inputs, i));
      }
    }
    for (Element.CurrentOutputs head : circuit.outputs().heads()) {
      for (int o = 0; o < head.nodes().size(); o++) {
        text.append(' ').append(devices.injection(head, o));
      }
    }
    table.write(text);
    text.append("\n.ENDDATA\n.PRINT DC FORMAT=CSV PRECISION=16 FILE=").append(POINTS);
    text.append(" V(").append(stepNode).append(')');
    NodeReduction reduction = circuit.reduction();
    for (int u = 0; u < reduction.unknownCount(); u++) {
      text.append(" V(").append(names.node(reduction.nodeOfUnknown(u))).append(')');
    }
    return text.append("\n.END\n").toString();
  }
}
