package org.eqprop4j.analog.engine.xyce;

import java.util.List;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.engine.Phase;

/** The values of all sources that differ between the steps of a sweep. */
final class StepTable {

  /** One solve: a sample in a phase. */
  record Step(int sample, Phase phase) {}

  private final Circuit circuit;
  private final double[] features;
  private final List<Step> steps;

  /**
   * @param features input voltages [V], {@code featureCount x samples}
   * @param steps in the order in which Xyce is to solve them, each from the one before it
   */
  StepTable(Circuit circuit, double[] features, List<Step> steps) {
    this.circuit = circuit;
    this.features = features;
    this.steps = steps;
  }

  /** Appends one line per step: its number, the input voltages, the injected currents. */
  void write(StringBuilder text) {
    for (int s = 0; s < steps.size(); s++) {
      Step step = steps.get(s);
      int samples = step.phase().result().samples();
      text.append("\n+ ").append(s);
      for (Element.VoltageInputs inputs : circuit.elements(Element.VoltageInputs.class)) {
        for (int i = 0; i < inputs.nodes().size(); i++) {
          double volts = features[(inputs.firstFeature() + i) * samples + step.sample()];
          text.append(' ').append(inputs.sign() * volts);
        }
      }
      double[] currents = step.phase().currents();
      for (int o = 0; o < circuit.outputs().nodes().size(); o++) {
        text.append(' ').append(currents == null ? 0 : currents[o * samples + step.sample()]);
      }
    }
  }
}
