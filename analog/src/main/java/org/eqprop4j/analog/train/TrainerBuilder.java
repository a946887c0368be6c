package org.eqprop4j.analog.train;

import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Optimizer;
import org.eqprop4j.analog.train.rule.UpdateRule;

/**
 * Collects what a training is made of, all but the data. Nudging, optimiser and learning rates must
 * be given; the rest has defaults: the exact update rule, clipping at the bounds, seed 0.
 */
public final class TrainerBuilder {
  private final AnalogNetwork network;
  private Nudging nudging;
  private PerLayer<Optimizer> optimizers = PerLayer.everywhere(null);
  private LearningRates rates;
  private PerLayer<UpdateRule> rules = PerLayer.everywhere(new UpdateRule.Exact());
  private PerLayer<Stepping> steppings = PerLayer.everywhere(Stepping.CLIP);
  private long steps;
  private long seed;

  TrainerBuilder(AnalogNetwork network) {
    this.network = network;
  }

  /** Estimates gradients in the same way at every step. */
  public TrainerBuilder nudging(GradientEstimator estimator) {
    return nudging(Nudging.always(estimator));
  }

  /** Estimates gradients in a way that may change. */
  public TrainerBuilder nudging(Nudging value) {
    nudging = value;
    return this;
  }

  /** The optimiser of all layers that have none of their own. */
  public TrainerBuilder optimizer(Optimizer value) {
    optimizers = optimizers.withBase(value);
    return this;
  }

  /** The optimiser of one layer. It must not be that of another. */
  public TrainerBuilder optimizer(String layer, Optimizer value) {
    optimizers = optimizers.with(layer, value);
    return this;
  }

  /** The same learning rate for all layers at all times. */
  public TrainerBuilder rates(double rate) {
    return rates(LearningRates.constant(rate));
  }

  /** The learning rates. */
  public TrainerBuilder rates(LearningRates value) {
    rates = value;
    return this;
  }

  /** The update rule of the conductances of all layers that have none of their own. */
  public TrainerBuilder rule(UpdateRule value) {
    rules = rules.withBase(value);
    return this;
  }

  /** The update rule of the conductances of one layer. */
  public TrainerBuilder rule(String layer, UpdateRule value) {
    rules = rules.with(layer, value);
    return this;
  }

  /** How the conductances of all layers change that have no stepping of their own. */
  public TrainerBuilder stepping(Stepping value) {
    steppings = steppings.withBase(value);
    return this;
  }

  /** How the conductances of one layer change. */
  public TrainerBuilder stepping(String layer, Stepping value) {
    steppings = steppings.with(layer, value);
    return this;
  }

  /**
   * Number of batches of the whole training, for the schedules. Without it, the number that the
   * first {@code fit} is asked for.
   *
   * @param value at least 1
   */
  public TrainerBuilder steps(long value) {
    if (value < 1) {
      throw new IllegalArgumentException("a training takes at least 1 step, got " + value);
    }
    steps = value;
    return this;
  }

  /** The seed of what training draws: the signs of {@link Nudging.RandomSign}. */
  public TrainerBuilder seed(long value) {
    seed = value;
    return this;
  }

  /**
   * The trainer.
   *
   * @throws IllegalArgumentException if something is missing, or a setting is for a layer that is
   *     not there or has no conductances
   */
  public Trainer build() {
    return new Trainer(network, settings());
  }

  TrainerSettings settings() {
    require("nudging", nudging);
    require("an optimiser", optimizers.base());
    require("learning rates", rates);
    Circuit circuit = network.model().circuit();
    rates.layers().forEach(circuit::parameter);
    optimizers.own().keySet().forEach(circuit::parameter);
    rules.own().keySet().forEach(layer -> requireConductances(layer, "an update rule"));
    steppings.own().keySet().forEach(layer -> requireConductances(layer, "a stepping"));
    return new TrainerSettings(nudging, optimizers, rates, rules, steppings, steps, seed);
  }

  private static void require(String what, Object given) {
    if (given == null) {
      throw new IllegalArgumentException("a trainer needs " + what);
    }
  }

  private void requireConductances(String layer, String what) {
    Parameter.Kind kind = network.model().circuit().parameter(layer).kind();
    if (kind != Parameter.Kind.CONDUCTANCE) {
      throw new IllegalArgumentException(
          what + " is for conductances, layer '" + layer + "' has values in " + kind.unit());
    }
  }
}
