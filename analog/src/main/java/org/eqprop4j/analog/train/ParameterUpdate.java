package org.eqprop4j.analog.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.circuit.ParameterBlocks;
import org.eqprop4j.analog.engine.Section;
import org.eqprop4j.analog.engine.Workers;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.optimizer.Optimizer;

/** Turns a gradient into new parameters of a model: optimiser, rate and stepping of each layer. */
final class ParameterUpdate {
  private final Model model;
  private final TrainerSettings settings;
  private final Workers workers;

  /**
   * What the optimiser asks for, where that is not simply done; of a layer with logarithms, change
   * of the logarithm.
   */
  private final double[] change;

  /** Gradients with respect to logarithms. */
  private final double[] scaled;

  private final List<Block> blocks = new ArrayList<>();

  private final Section updating = new Section();
  private double[] gradient;
  private long step;

  ParameterUpdate(Model model, TrainerSettings settings, Workers workers) {
    this.model = model;
    this.settings = settings;
    this.workers = workers;
    for (Parameter p : model.circuit().parameters()) {
      requireFree(p);
      blocks.add(new Block(p));
    }
    for (List<int[]> pieces : ParameterBlocks.of(model.circuit())) {
      updating.add(pieces, this::updateElementwise);
    }
    int count = model.circuit().parameterCount();
    change = new double[blocks.stream().allMatch(block -> block.clips) ? 0 : count];
    scaled = new double[blocks.stream().noneMatch(block -> block.logarithm) ? 0 : count];
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
    final boolean clips;
    final boolean logarithm;
    boolean trained;
    double rate;

    Block(Parameter parameter) {
      this.parameter = parameter;
      boolean bounded = parameter.kind() == Parameter.Kind.CONDUCTANCE;
      stepping = bounded ? settings.steppings().of(parameter.name()) : Stepping.CLIP;
      optimizer = settings.optimizers().of(parameter.name());
      clips = stepping.equals(Stepping.CLIP);
      logarithm = stepping.bounding() == Stepping.Bounding.LOGARITHM;
    }

    void prepare(long steps) {
      trained = model.trains(parameter);
      rate = settings.rates().of(parameter.name(), step, steps);
    }

    /** Updates those of its parameters that are in a range of all. */
    void apply(int first, int last) {
      int from = Math.max(first, parameter.offset());
      int to = Math.min(last, parameter.end());
      if (!trained || from >= to) {
        return;
      }
      double[] values = model.parameters();
      Bounds bounds = model.bounds(parameter);
      if (clips) {
        optimizer.update(values, gradient, step, from, to, rate);
        bounds.clip(values, from, to);
        return;
      }
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
    updating.run(workers);
    for (Block block : blocks) {
      if (!block.optimizer.isElementwise()) {
        block.apply(0, model.circuit().parameterCount());
      }
    }
  }

  /** Optimisers that must see the whole of a block are not called by several threads. */
  private void updateElementwise(int from, int to) {
    for (Block block : blocks) {
      if (block.optimizer.isElementwise()) {
        block.apply(from, to);
      }
    }
  }
}
