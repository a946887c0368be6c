package org.eqprop4j.analog.engine.xyce;

import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.circuit.SpiceForm;
import org.eqprop4j.analog.spice.DeviceLines;
import org.eqprop4j.analog.spice.SpiceNames;

/** The lines of a circuit's devices. Sources that differ between samples are written as 0. */
final class CircuitDevices {
  /**
   * Conductance across diodes [S], which Xyce has at 1e-12 otherwise: far too much for currents of
   * nanoamperes. Also what is left at a node whose conductances are all 0.
   */
  static final double MINIMAL_CONDUCTANCE = 1e-20;

  private final Circuit circuit;
  private final SpiceNames names;

  CircuitDevices(Circuit circuit, SpiceNames names) {
    this.circuit = circuit;
    this.names = names;
  }

  /** All lines, with the parameters as their values. */
  List<String> lines(double[] parameters) {
    List<String> lines = new ArrayList<>();
    DeviceLines diodeLines = new DeviceLines();
    boolean[] joined = new boolean[circuit.nodeCount()];
    for (Element element : circuit.elements()) {
      if (element instanceof Element.VoltageInputs inputs) {
        for (int i = 0; i < inputs.nodes().size(); i++) {
          lines.add(DeviceLines.voltage(source(inputs, i), names.node(inputs.nodes().get(i)), 0));
        }
      } else if (element instanceof Element.BiasVoltages biases) {
        for (int i = 0; i < biases.nodes().size(); i++) {
          double volts = parameters[biases.voltage().offset() + i];
          String name = names.device('v', biases.name(), i);
          lines.add(DeviceLines.voltage(name, names.node(biases.nodes().get(i)), volts));
        }
      } else if (element instanceof Element.BiasCurrents biases) {
        for (int i = 0; i < biases.nodes().size(); i++) {
          double amperes = parameters[biases.current().offset() + i];
          String name = names.device('i', biases.name(), i);
          lines.add(DeviceLines.current(name, names.node(biases.nodes().get(i)), amperes));
        }
      } else if (element instanceof Element.Conductances group) {
        resistors(group, parameters, lines, joined);
      } else if (element instanceof Element.Diodes diodes) {
        diodes(diodes, parameters, diodeLines, lines);
      } else if (element instanceof Element.Amplifiers amplifiers) {
        amplifiers(amplifiers, lines);
      } else if (element instanceof Element.CurrentOutputs outputs) {
        for (int o = 0; o < outputs.nodes().size(); o++) {
          lines.add(
              DeviceLines.current(injection(outputs, o), names.node(outputs.nodes().get(o)), 0));
        }
      }
    }
    lines.addAll(diodeLines.models());
    hold(joined, lines);
    return lines;
  }

  /** Name of the source of an input node. */
  String source(Element.VoltageInputs inputs, int i) {
    return names.device('v', inputs.name(), i);
  }

  /** Name of the source that injects a current into an output node of a head. */
  String injection(Element.CurrentOutputs head, int output) {
    return names.device('i', head.name(), output);
  }

  private void resistors(
      Element.Conductances group, double[] parameters, List<String> lines, boolean[] joined) {
    int[] number = {0};
    group.forEachBranch(
        (a, b, parameter) -> {
          String name = names.resistor(group, number[0]++);
          double ohms = 1 / parameters[parameter];
          if (a != b && ohms < Double.POSITIVE_INFINITY) {
            lines.add(DeviceLines.resistor(name, names.node(a), names.node(b), ohms));
            joined[a] = true;
            joined[b] = true;
          }
        });
  }

  private void diodes(
      Element.Diodes diodes, double[] parameters, DeviceLines diodeLines, List<String> lines) {
    SpiceForm form = XyceDiode.of(diodes.model());
    for (int i = 0; i < diodes.nodes().size(); i++) {
      String middle = names.extraNode(diodes.name() + "_source_" + i);
      lines.addAll(
          diodeLines.engineDiode(
              names.device(form.letter(), diodes.name(), i),
              names.node(diodes.nodes().get(i)),
              middle,
              diodes.direction(),
              form));
      double volts = parameters[diodes.bias().offset() + i];
      lines.add(DeviceLines.voltage(names.device('v', diodes.name(), i), middle, volts));
    }
  }

  private void amplifiers(Element.Amplifiers amplifiers, List<String> lines) {
    String reference = "0";
    if (amplifiers.reference() != 0) {
      reference = names.extraNode(amplifiers.name() + "_reference");
      String source = names.device('v', amplifiers.name());
      lines.add(DeviceLines.voltage(source, reference, amplifiers.reference()));
    }
    for (int i = 0; i < amplifiers.inputs().size(); i++) {
      String in = names.node(amplifiers.inputs().get(i));
      String out = names.node(amplifiers.outputs().get(i));
      String sensed = names.extraNode(amplifiers.name() + "_sensed_" + i);
      String name = names.device('e', amplifiers.name(), i);
      // In Xyce, an F can sense the current of a V device alone.
      String meter = names.device('v', amplifiers.name(), i);
      lines.add(DeviceLines.amplifiedVoltage(name, sensed, in, reference, amplifiers.gain()));
      lines.add(meter + " " + sensed + " " + out + " 0");
      String drawn = names.device('f', amplifiers.name(), i);
      lines.add(DeviceLines.drawnCurrent(drawn, in, meter, 1 / amplifiers.gain()));
    }
  }

  /** Without any device a node would not exist, and its matrix would be singular with a source. */
  private void hold(boolean[] joined, List<String> lines) {
    NodeReduction reduction = circuit.reduction();
    for (int u = 0; u < reduction.unknownCount(); u++) {
      int node = reduction.nodeOfUnknown(u);
      if (!joined[node]) {
        lines.add(
            DeviceLines.resistor("rhold_" + u, names.node(node), "0", 1 / MINIMAL_CONDUCTANCE));
      }
    }
  }
}
