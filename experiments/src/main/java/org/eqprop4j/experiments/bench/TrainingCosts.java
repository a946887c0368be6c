package org.eqprop4j.experiments.bench;

import java.util.Arrays;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.circuit.NodeReduction.Root;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolvingCosts;
import org.eqprop4j.analog.model.Model;

/**
 * Multiply-adds that training on a sample takes, by the cost model of docs/performance.md: what
 * must be computed, not what lanes that wait for others or the batch's updates take besides.
 */
final class TrainingCosts {
  private final SolvingCosts newton;
  private final double gradient;

  TrainingCosts(Model model) {
    SolvingCosts.Known engine = (SolvingCosts.Known) Engines.named("builtin");
    newton = engine.costs(model.circuit(), model.parameters());
    gradient = gradient(model.circuit());
  }

  /**
   * The products of the gradient: one for rows that sources hold, shared by an input and its
   * inverse, and two for others.
   */
  private static double gradient(Circuit circuit) {
    double sum = 0;
    for (Element.Crossbar crossbar : circuit.elements(Element.Crossbar.class)) {
      sum += products(circuit.reduction(), crossbar.rows().toArray()) * crossbar.columns().size();
    }
    for (Element.Resistors resistors : circuit.elements(Element.Resistors.class)) {
      sum += resistors.count();
    }
    return sum;
  }

  private static long products(NodeReduction reduction, int[] rows) {
    long inputs =
        Arrays.stream(rows)
            .filter(node -> reduction.root(node) == Root.FEATURE)
            .map(reduction::index)
            .distinct()
            .count();
    long held =
        Arrays.stream(rows)
            .filter(node -> reduction.isDriven(node) && reduction.root(node) != Root.FEATURE)
            .count();
    long free = Arrays.stream(rows).filter(node -> !reduction.isDriven(node)).count();
    return inputs + held + 2 * free;
  }

  /**
   * With the steps that a sample took.
   *
   * @param freeSteps of the free phase, each with a matrix of its own
   * @param nudgedSteps of both nudged phases together, with the last matrix of the free phase
   * @param iterations of conjugate gradients in all phases
   */
  double multiplyAdds(double freeSteps, double nudgedSteps, double iterations) {
    double steps = freeSteps + nudgedSteps;
    // Each of the three phases looks at its start too; the nudged ones start with linear responses.
    double points = steps + 3;
    double solutions = steps + 2;
    double atPoint = newton.gradient() + KernelBench.PER_EXPONENTIAL * newton.diodes();
    return newton.sources()
        + points * atPoint
        + freeSteps * newton.matrix()
        + solutions * newton.solution()
        + iterations * newton.iteration()
        + gradient;
  }
}
