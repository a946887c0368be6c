package org.eqprop4j.analog.train;

import java.util.Arrays;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.Workers;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.optimizer.Optimizer;

/** Turns a gradient into new parameters of a model: optimiser, rate and stepping of each layer. */
final class ParameterUpdate {
  /** Parameters that one thread updates at a time. */
  private static final int GRAIN = 2048;

  private final Model model;
  private final TrainerSettings settings;
  private final Workers workers;

  /** What the optimiser asks for; of a layer with logarithms, change of the logarithm. */
  private final double[] change;

  private final double[] scaled;

  ParameterUpdate(Model model, TrainerSettings settings, Workers workers) {
    this.model = model;
    this.settings = settings;
    this.workers = workers;
    this.change = new double[model.circuit().parameterCount()];
    this.scaled = new double[change.length];
    for (Parameter p : model.circuit().parameters()) {
      requireFree(p);
    }
  }

  private void requireFree(Parameter p) {
    boolean sticks =
        p.trainable()
            && p.kind() == Parameter.Kind.CONDUCTANCE
            && settings.steppings().of(p.name()).sticksAtZero()
            && !(model.bounds(p).low() > 0);
    if (sticks) {
      throw new IllegalArgumentException(
          "layer '"
              + p.name()
              + "' has lower bound "
              + model.bounds(p).low()
              + " S, where relative steps would hold a conductance for ever;"
              + " expected a positive lower bound");
    }
  }

  /**
   * Changes the model's parameters.
   *
   * @param gradient one value per parameter, not changed
   * @param step number of steps taken before this one
   * @param steps number of steps of the whole training
   */
  void apply(double[] gradient, long step, long steps) {
    for (Parameter p : model.circuit().parameters()) {
      if (model.trains(p)) {
        apply(p, gradient, step, settings.rates().of(p.name(), step, steps));
      }
    }
  }

  private void apply(Parameter p, double[] gradient, long step, double rate) {
    double[] values = model.parameters();
    Stepping stepping =
        p.kind() == Parameter.Kind.CONDUCTANCE ? settings.steppings().of(p.name()) : Stepping.CLIP;
    Optimizer optimizer = settings.optimizers().of(p.name());
    Bounds bounds = model.bounds(p);
    boolean logarithm = stepping.bounding() == Stepping.Bounding.LOGARITHM;
    workers.runRanges(
        p.size(),
        optimizer.isElementwise() ? GRAIN : p.size(),
        (first, last) -> {
          int from = p.offset() + first;
          int to = p.offset() + last;
          Arrays.fill(change, from, to, 0);
          for (int i = from; logarithm && i < to; i++) {
            scaled[i] = values[i] * gradient[i];
          }
          optimizer.update(change, logarithm ? scaled : gradient, step, from, to, rate);
          for (int i = from; i < to; i++) {
            values[i] = stepping.apply(bounds, values[i], change[i]);
          }
        });
  }
}
