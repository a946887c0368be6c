package org.eqprop4j.analog.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.Section;
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

  private final List<Block> blocks = new ArrayList<>();
  private final Section update = new Section();

  /** Blocks whose optimiser must see the whole of one, and is not called by two threads. */
  private final List<Block> undivided = new ArrayList<>();

  private double[] gradient;
  private long step;

  ParameterUpdate(Model model, TrainerSettings settings, Workers workers) {
    this.model = model;
    this.settings = settings;
    this.workers = workers;
    this.change = new double[model.circuit().parameterCount()];
    this.scaled = new double[change.length];
    for (Parameter p : model.circuit().parameters()) {
      requireFree(p);
      Block block = new Block(p);
      blocks.add(block);
      if (block.optimizer.isElementwise()) {
        update.add(p.size(), GRAIN, block::apply);
      } else {
        undivided.add(block);
      }
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

  /** What is to be done for a block of parameters, and in the present step. */
  private final class Block {
    final Parameter parameter;
    final Stepping stepping;
    final Optimizer optimizer;
    final boolean logarithm;
    boolean trained;
    double rate;

    Block(Parameter parameter) {
      this.parameter = parameter;
      boolean bounded = parameter.kind() == Parameter.Kind.CONDUCTANCE;
      stepping = bounded ? settings.steppings().of(parameter.name()) : Stepping.CLIP;
      optimizer = settings.optimizers().of(parameter.name());
      logarithm = stepping.bounding() == Stepping.Bounding.LOGARITHM;
    }

    void prepare(long steps) {
      trained = model.trains(parameter);
      rate = settings.rates().of(parameter.name(), step, steps);
    }

    void apply(int first, int last) {
      if (!trained) {
        return;
      }
      double[] values = model.parameters();
      Bounds bounds = model.bounds(parameter);
      int from = parameter.offset() + first;
      int to = parameter.offset() + last;
      Arrays.fill(change, from, to, 0);
      for (int i = from; logarithm && i < to; i++) {
        scaled[i] = values[i] * gradient[i];
      }
      optimizer.update(change, logarithm ? scaled : gradient, step, from, to, rate);
      for (int i = from; i < to; i++) {
        values[i] = stepping.apply(bounds, values[i], change[i]);
      }
    }
  }

  /**
   * Changes the model's parameters.
   *
   * @param mean gradient, one value per parameter, not changed
   * @param taken number of steps taken before this one
   * @param steps number of steps of the whole training
   */
  void apply(double[] mean, long taken, long steps) {
    gradient = mean;
    step = taken;
    for (Block block : blocks) {
      block.prepare(steps);
    }
    update.run(workers);
    for (Block block : undivided) {
      block.apply(0, block.parameter.size());
    }
  }
}
