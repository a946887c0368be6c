package org.eqprop4j.analog.train;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.Workers;
import org.eqprop4j.analog.train.loss.Loss;

/**
 * The loss of a batch as a function of a circuit's parameters and inputs, its gradient by an
 * estimator, and by five-point central differences. For circuits that no model describes.
 */
final class LossOnCircuit implements AutoCloseable {
  final Circuit circuit;
  private final Loss loss;
  private final double[] targets;
  private final CircuitSolver solver;
  private final Readout readout;

  /**
   * @param targets {@code outputs x samples}
   */
  LossOnCircuit(Circuit circuit, Loss loss, double[] targets, double voltageTolerance) {
    this.circuit = circuit;
    this.loss = loss;
    this.targets = targets;
    this.solver =
        Engines.named("builtin").load(circuit, new SolverOptions(1, voltageTolerance, 200));
    this.readout = new Readout(circuit.outputs());
  }

  /** The loss summed over the samples. */
  double value(double[] parameters, double[] features) {
    return evaluate(free(parameters, features), null);
  }

  private OperatingPoints free(double[] parameters, double[] features) {
    OperatingPoints points =
        new OperatingPoints(circuit.nodeCount(), features.length / circuit.featureCount());
    solver.setParameters(parameters);
    solver.solve(features, null, Phase.free(points));
    return points.requireConverged();
  }

  private double evaluate(OperatingPoints points, double[] nodeGradient) {
    double[] y = new double[readout.size()];
    double[] target = new double[y.length];
    double[] gradient = new double[y.length];
    double sum = 0;
    for (int s = 0; s < points.samples(); s++) {
      readout.read(points, s, y);
      for (int k = 0; k < y.length; k++) {
        target[k] = targets[k * points.samples() + s];
      }
      sum += loss.evaluate(y, target, gradient);
      if (nodeGradient != null) {
        readout.spread(gradient, s, points.samples(), nodeGradient);
      }
    }
    return sum;
  }

  /** What the two phases of an estimator tell. */
  PhaseContrast contrast(GradientEstimator estimator, double[] parameters, double[] features) {
    OperatingPoints points = free(parameters, features);
    double[] nodeGradient = new double[circuit.outputs().nodes().size() * points.samples()];
    evaluate(points, nodeGradient);
    return estimator.contrast(solver, features, points, nodeGradient);
  }

  double[] parameterGradient(PhaseContrast contrast, double[] parameters) {
    double[] gradient = new double[parameters.length];
    new ParameterGradient(circuit, new Workers(1), Integer.MAX_VALUE)
        .sum(contrast, parameters, gradient);
    return gradient;
  }

  double[] inputGradient(PhaseContrast contrast, double[] parameters) {
    double[] gradient = new double[circuit.featureCount() * contrast.samples()];
    new InputGradient(circuit, parameters, new Workers(1)).perSample(contrast, gradient);
    return gradient;
  }

  /** dC/dtheta by five-point central differences with the given steps. */
  double[] differencesOverParameters(double[] parameters, double[] features, double[] steps) {
    return differences(parameters, steps, values -> value(values, features));
  }

  /** dC/dx by five-point central differences with one step [V]. */
  double[] differencesOverInputs(double[] parameters, double[] features, double step) {
    double[] steps = new double[features.length];
    Arrays.fill(steps, step);
    return differences(features, steps, values -> value(parameters, values));
  }

  private static double[] differences(
      double[] at, double[] steps, ToDoubleFunction<double[]> function) {
    double[] values = at.clone();
    double[] result = new double[at.length];
    int[] places = {-2, -1, 1, 2};
    int[] factors = {1, -8, 8, -1};
    for (int i = 0; i < at.length; i++) {
      double sum = 0;
      for (int p = 0; p < places.length; p++) {
        values[i] = at[i] + places[p] * steps[i];
        sum += factors[p] * function.applyAsDouble(values);
      }
      values[i] = at[i];
      result[i] = sum / (12 * steps[i]);
    }
    return result;
  }

  @Override
  public void close() {
    solver.close();
  }
}
