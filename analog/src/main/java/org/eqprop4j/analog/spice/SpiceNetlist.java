package org.eqprop4j.analog.spice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.SpiceForm;
import org.eqprop4j.data.files.AtomicFiles;

/**
 * A circuit with values and samples as a self-contained flat netlist ({@code .cir}) that {@code
 * ngspice -b} and {@code Xyce} run unmodified. One sample is written as plain sources. For more, a
 * DC sweep of the sample's number selects which values the sources have; meant for some hundred
 * samples, since every source lists them all.
 *
 * <p>Flat, because ngspice's subcircuits end at 1,004 pins. A resistor's comment holds the exact
 * conductance, of which its resistance is the rounded inverse; conductances of 0 are left out.
 */
public final class SpiceNetlist {
  private final Circuit circuit;
  private final double[] parameters;
  private final int samples;
  private final SpiceNames names;
  private final SampledSources sources;
  private final List<String> notes = new ArrayList<>();

  /**
   * Binds values to a circuit. The arrays must not change until it is written.
   *
   * @param parameters parameter vector of the circuit
   * @param features input voltages [V], {@code featureCount x samples}
   * @param currents currents [A] injected into the output nodes, {@code output nodes x samples}, or
   *     null for the free phase
   * @param samples number of samples, at least 1
   * @throws IllegalArgumentException if a length is wrong or a value is not finite
   */
  public SpiceNetlist(
      Circuit circuit, double[] parameters, double[] features, double[] currents, int samples) {
    circuit.requireValid(parameters);
    this.circuit = circuit;
    this.parameters = parameters;
    this.samples = samples;
    this.names = new SpiceNames(circuit);
    this.sources = new SampledSources(circuit, names, features, currents, samples);
  }

  /** The name of a node in the netlist. */
  public String nodeName(int node) {
    return names.node(node);
  }

  /** Adds a line to the comment at the head. */
  public void note(String line) {
    notes.add(line);
  }

  /** The whole text. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    try {
      write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Writes the file, whole or not at all. */
  public void save(Path file) throws IOException {
    AtomicFiles.file(
        file,
        temporary -> {
          try (var out = Files.newBufferedWriter(temporary)) {
            write(out);
          }
        });
  }

  /** Writes the text. */
  public void write(Appendable out) throws IOException {
    NetlistText text = new NetlistText(out);
    text.line("EqProp4J circuit, " + (circuit.nodeCount() - 1) + " nodes, " + samples + " samples");
    text.comment("run: ngspice -b -r result.raw FILE    or: Xyce -r result.raw FILE");
    for (String note : notes) {
      text.comment(note);
    }
    text.comment("sweep of the sample's number");
    text.line(DeviceLines.voltage("vsample", names.extraNode("sample"), 0));
    DeviceLines devices = new DeviceLines();
    sources.selectors(text);
    for (Element element : circuit.elements()) {
      text.comment("layer '" + element.name() + "'");
      if (element instanceof Element.VoltageInputs inputs) {
        sources.inputs(inputs, text);
      } else if (element instanceof Element.BiasVoltages biases) {
        biases(biases, text);
      } else if (element instanceof Element.BiasCurrents biases) {
        currents(biases, text);
      } else if (element instanceof Element.Conductances group) {
        resistors(group, text);
      } else if (element instanceof Element.Diodes diodes) {
        diodes(diodes, devices, text);
      } else if (element instanceof Element.Amplifiers amplifiers) {
        amplifiers(amplifiers, text);
      } else if (element instanceof Element.CurrentOutputs outputs) {
        sources.currents(outputs, text);
      }
    }
    for (String model : devices.models()) {
      text.line(model);
    }
    analysis(devices.currentTolerance(), text);
  }

  private void biases(Element.BiasVoltages biases, NetlistText text) throws IOException {
    for (int i = 0; i < biases.nodes().size(); i++) {
      text.line(
          DeviceLines.voltage(
              names.device('v', biases.name(), i),
              names.node(biases.nodes().get(i)),
              parameters[biases.voltage().offset() + i]),
          biases.name() + "[" + i + "]");
    }
  }

  private void currents(Element.BiasCurrents biases, NetlistText text) throws IOException {
    for (int i = 0; i < biases.nodes().size(); i++) {
      text.line(
          DeviceLines.current(
              names.device('i', biases.name(), i),
              names.node(biases.nodes().get(i)),
              parameters[biases.current().offset() + i]),
          biases.name() + "[" + i + "]");
    }
  }

  private void resistors(Element.Conductances group, NetlistText text) throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> comments = new ArrayList<>();
    int[] number = {0};
    group.forEachBranch(
        (a, b, parameter) -> {
          double siemens = parameters[parameter];
          String name = names.resistor(group, number[0]++);
          if (siemens > 0 && 1 / siemens < Double.POSITIVE_INFINITY) {
            lines.add(DeviceLines.resistor(name, names.node(a), names.node(b), 1 / siemens));
            comments.add(circuit.describeParameter(parameter) + " " + siemens + " S");
          }
        });
    for (int i = 0; i < lines.size(); i++) {
      text.line(lines.get(i), comments.get(i));
    }
  }

  private void diodes(Element.Diodes diodes, DeviceLines devices, NetlistText text)
      throws IOException {
    SpiceForm form = diodes.model().spice();
    for (int i = 0; i < diodes.nodes().size(); i++) {
      String where = diodes.name() + "[" + i + "]";
      String middle = names.extraNode(diodes.name() + "_source_" + i);
      text.line(
          devices.diode(
              names.device(form.letter(), diodes.name(), i),
              names.node(diodes.nodes().get(i)),
              middle,
              diodes.direction(),
              form),
          where);
      text.line(
          DeviceLines.voltage(
              names.device('v', diodes.name(), i), middle, parameters[diodes.bias().offset() + i]),
          where);
    }
  }

  private void amplifiers(Element.Amplifiers amplifiers, NetlistText text) throws IOException {
    String reference = "0";
    if (amplifiers.reference() != 0) {
      reference = names.extraNode(amplifiers.name() + "_reference");
      text.line(
          DeviceLines.voltage(
              names.device('v', amplifiers.name()), reference, amplifiers.reference()),
          amplifiers.name() + " reference");
    }
    for (int i = 0; i < amplifiers.inputs().size(); i++) {
      String in = names.node(amplifiers.inputs().get(i));
      String sensed = names.extraNode(amplifiers.name() + "_sensed_" + i);
      String meter = names.device('v', amplifiers.name(), i);
      text.line(
          DeviceLines.amplifiedVoltage(
              names.device('e', amplifiers.name(), i), sensed, in, reference, amplifiers.gain()),
          amplifiers.name() + "[" + i + "] " + "voltage times " + amplifiers.gain());
      text.line(meter + " " + sensed + " " + names.node(amplifiers.outputs().get(i)) + " 0.0");
      text.line(
          DeviceLines.drawnCurrent(
              names.device('f', amplifiers.name(), i), in, meter, 1 / amplifiers.gain()),
          amplifiers.name() + "[" + i + "] " + "current over " + amplifiers.gain());
    }
  }

  private void analysis(String abstol, NetlistText text) throws IOException {
    text.comment("Xyce's tolerances, then ngspice's; each simulator ignores the other's");
    text.line(".options nonlin rhstol=1e-12 reltol=1e-6");
    text.line(".options device gmin=1e-15");
    text.line(".options reltol=1e-12 vntol=1e-14 abstol=" + abstol);
    text.line(".options gmin=1e-15 itl1=500 itl2=500");
    text.line(".dc vsample 0 " + (samples - 1) + " 1");
    int[] outputs = circuit.outputs().nodes().toArray();
    if (outputs.length > 0) {
      StringBuilder print = new StringBuilder(".print dc");
      for (int node : outputs) {
        print.append(" v(").append(names.node(node)).append(')');
      }
      text.line(print.toString());
    }
    text.line(".end");
  }
}
