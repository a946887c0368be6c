package org.eqprop4j.analog.engine.ngspice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.SpiceForm;
import org.eqprop4j.analog.spice.DeviceLines;

/**
 * Which devices stand for a circuit, and which values they have for given parameters and samples.
 * Either every device of the circuit, or with everything that sources hold folded into {@link
 * NortonSources}.
 */
final class SweptCircuit {
  /** A conductance of 0, which as a resistance SPICE has no number for [ohm]. */
  private static final double NO_CONDUCTANCE = 1e30;

  private final Circuit circuit;
  private final Deck deck = new Deck();
  private final NortonSources norton;
  private final boolean[] simulated;

  /** The devices whose value is one of the parameter vector. */
  private final List<Adjusted> adjusted = new ArrayList<>();

  /** Device of each input node and node current; or -1. */
  private final int[] ofInput;

  private final int[] ofCurrent;

  /** Resistor of each node that {@link NortonSources} reach. */
  private final int[] ofNorton;

  SweptCircuit(Circuit circuit, boolean folded) {
    this.circuit = circuit;
    this.norton = folded ? new NortonSources(circuit) : null;
    simulated = new boolean[circuit.nodeCount()];
    for (int node = 1; node < simulated.length; node++) {
      simulated[node] = !folded || !circuit.reduction().isDriven(node);
    }
    ofInput = unset(circuit.nodeCount());
    ofCurrent = unset(circuit.nodeCount());
    ofNorton = unset(folded ? norton.nodes().length : 0);
    DeviceLines lines = new DeviceLines();
    for (Element element : circuit.elements()) {
      if (element instanceof Element.VoltageInputs inputs) {
        for (int node : simulated(inputs.nodes().toArray())) {
          ofInput[node] = deck.device("vi" + node, name(node) + " 0");
        }
      } else if (element instanceof Element.BiasVoltages biases) {
        addBiases(biases);
      } else if (element instanceof Element.BiasCurrents biases) {
        addCurrents(biases);
      } else if (element instanceof Element.Conductances group) {
        group.forEachBranch(this::addResistor);
      } else if (element instanceof Element.Diodes diodes) {
        addDiodes(diodes, lines);
      } else if (element instanceof Element.Amplifiers amplifiers) {
        addAmplifiers(amplifiers);
      } else if (element instanceof Element.CurrentOutputs outputs) {
        for (int node : simulated(outputs.nodes().toArray())) {
          addCurrent(node);
        }
      }
    }
    if (folded) {
      int[] nodes = norton.nodes();
      for (int i = 0; i < nodes.length; i++) {
        ofNorton[i] = deck.device("rn" + nodes[i], name(nodes[i]) + " 0");
        addCurrent(nodes[i]);
      }
    }
    lines.models().forEach(deck::line);
    deck.currentTolerance(lines.currentTolerance());
  }

  private static int[] unset(int length) {
    int[] devices = new int[length];
    Arrays.fill(devices, -1);
    return devices;
  }

  /** Name of a node in the simulator. */
  static String name(int node) {
    return node == Circuit.GROUND ? "0" : "n" + node;
  }

  private int[] simulated(int[] nodes) {
    return Arrays.stream(nodes).filter(node -> simulated[node]).toArray();
  }

  /** A device whose value is one of the parameter vector, as it stands or inverted. */
  private record Adjusted(int device, int parameter, boolean inverse) {}

  /** The number makes names unique: several devices may have the same value. */
  private void adjust(String kind, String ends, int parameter, boolean inverse) {
    String name = kind + adjusted.size();
    adjusted.add(new Adjusted(deck.device(name, ends), parameter, inverse));
  }

  private void addCurrent(int node) {
    if (ofCurrent[node] < 0) {
      ofCurrent[node] = deck.device("i" + node, "0 " + name(node));
    }
  }

  private void addBiases(Element.BiasVoltages biases) {
    for (int i = 0; i < biases.nodes().size(); i++) {
      int node = biases.nodes().get(i);
      if (simulated[node]) {
        adjust("vb", name(node) + " 0", biases.voltage().offset() + i, false);
      }
    }
  }

  private void addCurrents(Element.BiasCurrents biases) {
    for (int i = 0; i < biases.nodes().size(); i++) {
      int node = biases.nodes().get(i);
      if (simulated[node]) {
        adjust("ib", "0 " + name(node), biases.current().offset() + i, false);
      }
    }
  }

  private void addResistor(int a, int b, int parameter) {
    if (a != b && (norton == null || (simulated[a] && simulated[b]))) {
      adjust("r", name(a) + " " + name(b), parameter, true);
    }
  }

  private void addDiodes(Element.Diodes diodes, DeviceLines lines) {
    SpiceForm form = diodes.model().spice();
    for (int i = 0; i < diodes.nodes().size(); i++) {
      int node = diodes.nodes().get(i);
      int p = diodes.bias().offset() + i;
      if (simulated[node]) {
        String number = String.valueOf(adjusted.size());
        String source = "s" + number;
        lines
            .engineDiode(form.letter() + number, name(node), source, diodes.direction(), form)
            .forEach(deck::line);
        adjust("vd", source + " 0", p, false);
      }
    }
  }

  private void addAmplifiers(Element.Amplifiers amplifiers) {
    String reference = "0";
    if (amplifiers.reference() != 0) {
      reference = "a" + amplifiers.outputs().get(0);
      deck.line(DeviceLines.voltage("va" + reference, reference, amplifiers.reference()));
    }
    for (int i = 0; i < amplifiers.inputs().size(); i++) {
      int in = amplifiers.inputs().get(i);
      int out = amplifiers.outputs().get(i);
      if (simulated[out]) {
        deck.line(
            DeviceLines.amplifiedVoltage(
                "e" + out, name(out), name(in), reference, amplifiers.gain()));
        // ngspice lets an F name the E itself, whose current is the one into its output.
        deck.line(DeviceLines.drawnCurrent("f" + out, name(in), "e" + out, -1 / amplifiers.gain()));
      }
    }
  }

  Deck deck() {
    return deck;
  }

  /** The nodes whose voltages the simulator finds; sources hold the others. */
  int[] solvedNodes() {
    return IntStream.range(1, circuit.nodeCount())
        .filter(node -> !circuit.reduction().isDriven(node))
        .toArray();
  }

  /** The names of {@link #solvedNodes()}. */
  List<String> solvedNames() {
    return Arrays.stream(solvedNodes()).mapToObj(SweptCircuit::name).toList();
  }

  /** Writes the values of devices that depend on parameters alone. */
  void parameters(double[] parameters, double[] values) {
    for (Adjusted a : adjusted) {
      double value = parameters[a.parameter()];
      values[a.device()] = a.inverse() ? ohms(value) : value;
    }
    if (norton != null) {
      norton.setParameters(parameters);
      for (int i = 0; i < norton.nodes().length; i++) {
        values[ofNorton[i]] = ohms(norton.conductance(i));
      }
    }
  }

  /**
   * Writes the values of devices that depend on the sample.
   *
   * @param features input voltages [V], {@code features x samples}
   * @param currents into the output nodes [A], {@code output nodes x samples}, or null
   */
  void sample(double[] features, double[] currents, int samples, int sample, double[] values) {
    for (Element.VoltageInputs inputs : circuit.elements(Element.VoltageInputs.class)) {
      for (int i = 0; i < inputs.nodes().size(); i++) {
        int device = ofInput[inputs.nodes().get(i)];
        if (device >= 0) {
          values[device] = inputs.sign() * features[(inputs.firstFeature() + i) * samples + sample];
        }
      }
    }
    for (int device : ofCurrent) {
      if (device >= 0) {
        values[device] = 0;
      }
    }
    if (norton != null) {
      for (int i = 0; i < norton.nodes().length; i++) {
        values[ofCurrent[norton.nodes()[i]]] = norton.current(i, features, samples, sample);
      }
    }
    for (int o = 0; currents != null && o < circuit.outputs().nodes().size(); o++) {
      int device = ofCurrent[circuit.outputs().nodes().get(o)];
      if (device >= 0) {
        values[device] += currents[o * samples + sample];
      }
    }
  }

  private static double ohms(double siemens) {
    return siemens > 1 / NO_CONDUCTANCE ? 1 / siemens : NO_CONDUCTANCE;
  }
}
