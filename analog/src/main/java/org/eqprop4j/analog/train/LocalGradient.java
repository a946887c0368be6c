package org.eqprop4j.analog.train;

import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.engine.OperatingPoints;
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

  /**
   * @param rules by layer name; {@link UpdateRule.Exact} is left to {@link ParameterGradient}
   */
  LocalGradient(Circuit circuit, PerLayer<UpdateRule> rules, Workers workers) {
    this.circuit = circuit;
    this.rules = rules;
    this.workers = workers;
  }

  /**
   * Overwrites the blocks of the layers with rules, summed over the samples in their order.
   *
   * @param free operating points of the free phase
   * @param gradient one value per parameter
   * @throws IllegalArgumentException if there are no two phases to compare
   */
  void sum(OperatingPoints free, PhaseContrast contrast, double[] gradient) {
    for (Element.Crossbar crossbar : circuit.elements(Element.Crossbar.class)) {
      UpdateRule rule = rules.of(crossbar.name());
      if (!(rule instanceof UpdateRule.Exact)) {
        if (contrast.span() == 0) {
          throw new IllegalArgumentException(
              "layer '"
                  + crossbar.name()
                  + "' has update rule "
                  + rule
                  + ", which compares two phases, but the adjoint has none;"
                  + " expected centred or one-sided nudging");
        }
        workers.run(crossbar.rows().size(), r -> row(crossbar, r, rule, free, contrast, gradient));
      }
    }
  }

  private void row(
      Element.Crossbar crossbar,
      int r,
      UpdateRule rule,
      OperatingPoints free,
      PhaseContrast contrast,
      double[] gradient) {
    int samples = free.samples();
    int row = crossbar.rows().get(r);
    int columns = crossbar.columns().size();
    double[] at = free.voltages();
    double[] lower = contrast.lower().voltages();
    double[] upper = contrast.upper().voltages();
    for (int c = 0; c < columns; c++) {
      int column = crossbar.columns().get(c);
      double sum = 0;
      for (int s = 0; s < samples; s++) {
        int a = row * samples + s;
        int b = column * samples + s;
        sum += rule.contrast(at[a] - at[b], lower[a] - lower[b], upper[a] - upper[b]);
      }
      double weight = rule.zoneWeighted() ? circuit.zoneWeights().ofElement(row, column) : 1;
      gradient[crossbar.conductance().offset() + r * columns + c] = weight * sum / contrast.span();
    }
  }
}
