package org.eqprop4j.analog.train;

import java.util.Arrays;
import java.util.List;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.engine.Workers;
import org.eqprop4j.analog.train.rule.UpdateRule;

/**
 * What layers with an update rule of their own have in the place of the gradient of their
 * conductances. Element by element: a rule need not be a product.
 */
final class LocalGradient {
  private final Circuit circuit;
  private final PerLayer<UpdateRule> rules;
  private final Workers workers;

  /** Groups whose conductances have a rule of their own. */
  private final List<Element.Conductances> ruled;

  /**
   * @param rules by layer name; {@link UpdateRule.Exact} is left to {@link ParameterGradient}
   */
  LocalGradient(Circuit circuit, PerLayer<UpdateRule> rules, Workers workers) {
    this.circuit = circuit;
    this.rules = rules;
    this.workers = workers;
    this.ruled =
        circuit.elements(Element.Conductances.class).stream().filter(this::hasRule).toList();
  }

  /**
   * Overwrites the blocks of the layers with rules, summed over the samples in their order.
   *
   * @param free what the free phase says about each part of the batch
   * @param contrasts the nudged phases of each part
   * @param scale what the sums are multiplied with
   * @param gradient one value per parameter
   * @throws IllegalArgumentException if there are no two phases to compare
   */
  void sum(
      List<AnalogNetwork.Free> free,
      List<PhaseContrast> contrasts,
      double scale,
      double[] gradient) {
    for (Element.Conductances group : ruled) {
      requireTwoPhases(group, contrasts.get(0));
      Arrays.fill(gradient, group.conductance().offset(), group.conductance().end(), 0);
    }
    // Everything is added: several elements may share a parameter.
    for (Element.Conductances group : ruled) {
      if (group instanceof Element.Crossbar crossbar) {
        workers.run(
            crossbar.rows().size(), r -> row(crossbar, r, free, contrasts, scale, gradient));
      } else {
        UpdateRule rule = rule(group);
        group.forEachBranch(
            (a, b, p) -> gradient[p] += scale * branch(a, b, rule, free, contrasts));
      }
    }
  }

  private UpdateRule rule(Element.Conductances group) {
    return rules.of(group.conductance().name());
  }

  private boolean hasRule(Element.Conductances group) {
    return !(rule(group) instanceof UpdateRule.Exact);
  }

  private void requireTwoPhases(Element.Conductances group, PhaseContrast contrast) {
    if (contrast.span() == 0) {
      throw new IllegalArgumentException(
          "layer '"
              + group.conductance().name()
              + "' has update rule "
              + rule(group)
              + ", which compares two phases, but the adjoint has none;"
              + " expected centred or one-sided nudging");
    }
  }

  private void row(
      Element.Crossbar crossbar,
      int r,
      List<AnalogNetwork.Free> free,
      List<PhaseContrast> contrasts,
      double scale,
      double[] gradient) {
    UpdateRule rule = rule(crossbar);
    int columns = crossbar.columns().size();
    for (int c = 0; c < columns; c++) {
      gradient[crossbar.conductance().offset() + r * columns + c] +=
          scale * branch(crossbar.rows().get(r), crossbar.columns().get(c), rule, free, contrasts);
    }
  }

  private double branch(
      int a, int b, UpdateRule rule, List<AnalogNetwork.Free> free, List<PhaseContrast> contrasts) {
    double sum = 0;
    for (int p = 0; p < contrasts.size(); p++) {
      int samples = contrasts.get(p).samples();
      double[] at = free.get(p).points().voltages();
      double[] lower = contrasts.get(p).lower().voltages();
      double[] upper = contrasts.get(p).upper().voltages();
      for (int s = 0; s < samples; s++) {
        int i = a * samples + s;
        int j = b * samples + s;
        sum += rule.contrast(at[i] - at[j], lower[i] - lower[j], upper[i] - upper[j]);
      }
    }
    double weight = rule.zoneWeighted() ? circuit.zoneWeights().ofElement(a, b) : 1;
    return weight * sum / contrasts.get(0).span();
  }
}
