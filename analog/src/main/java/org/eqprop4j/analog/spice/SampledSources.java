package org.eqprop4j.analog.spice;

import java.io.IOException;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;

/**
 * The sources that differ between samples. With several samples, node {@code pick_s} is at 1 V in
 * sample s and at 0 V in the others, and each source is a sum of values times these: the one way to
 * tabulate a source that ngspice and Xyce write alike.
 */
final class SampledSources {
  private final Circuit circuit;
  private final SpiceNames names;
  private final double[] features;
  private final double[] currents;
  private final int samples;
  private final String[] picked;

  SampledSources(
      Circuit circuit, SpiceNames names, double[] features, double[] currents, int samples) {
    if (samples < 1) {
      throw new IllegalArgumentException("a netlist needs at least one sample, got " + samples);
    }
    requireFinite(features, (long) circuit.featureCount() * samples, "input voltages");
    if (currents != null) {
      requireFinite(
          currents, (long) circuit.outputs().nodes().size() * samples, "injected currents");
    }
    this.circuit = circuit;
    this.names = names;
    this.features = features;
    this.currents = currents;
    this.samples = samples;
    this.picked = new String[samples > 1 ? samples : 0];
  }

  private static void requireFinite(double[] values, long expected, String what) {
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "expected " + expected + " " + what + " for the batch, got " + values.length);
    }
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "one of the " + what + " is " + value + ", expected finite values");
      }
    }
  }

  /** The nodes that tell which sample it is. */
  void selectors(NetlistText text) throws IOException {
    for (int s = 0; s < picked.length; s++) {
      picked[s] = names.extraNode(SpiceNames.PICK + "_" + s);
      String sample = names.extraNode("sample");
      text.line(
          String.format(
              "b%s_%d %s 0 V={max(0,1-abs(V(%s)-%d))}", SpiceNames.PICK, s, picked[s], sample, s));
    }
  }

  /** The sources of an input layer. */
  void inputs(Element.VoltageInputs inputs, NetlistText text) throws IOException {
    for (int i = 0; i < inputs.nodes().size(); i++) {
      String node = names.node(inputs.nodes().get(i));
      int at = (inputs.firstFeature() + i) * samples;
      String what = inputs.name() + "[" + i + "]";
      if (samples == 1) {
        String name = names.device('v', inputs.name(), i);
        text.line(DeviceLines.voltage(name, node, inputs.sign() * features[at]), what);
      } else {
        String name = names.device('b', inputs.name(), i);
        text.line(name + " " + node + " 0 V={" + sum(inputs.sign(), features, at) + "}", what);
      }
    }
  }

  /** The sources that inject currents into the output nodes of a head. */
  void currents(Element.CurrentOutputs outputs, NetlistText text) throws IOException {
    int first = circuit.outputs().firstNode(outputs);
    for (int o = 0; currents != null && o < outputs.nodes().size(); o++) {
      String node = names.node(outputs.nodes().get(o));
      String what = outputs.name() + "[" + o + "]";
      if (samples == 1) {
        String name = names.device('i', outputs.name(), o);
        text.line(DeviceLines.current(name, node, currents[first + o]), what);
      } else {
        String name = names.device('b', outputs.name(), o);
        text.line(
            name + " 0 " + node + " I={" + sum(1, currents, (first + o) * samples) + "}", what);
      }
    }
  }

  private String sum(int sign, double[] values, int from) {
    StringBuilder sum = new StringBuilder();
    for (int s = 0; s < samples; s++) {
      sum.append(s == 0 ? "(" : " +(").append(sign * values[from + s]).append(")*V(");
      sum.append(picked[s]).append(')');
    }
    return sum.toString();
  }
}
