package org.eqprop4j.analog.train;

import java.util.SortedMap;
import java.util.TreeMap;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Optimizer;
import org.eqprop4j.analog.train.rule.UpdateRule;

/**
 * What a trainer does in each step.
 *
 * @param steps number of batches of the whole training, for the schedules; 0 if not known yet
 * @param seed of what training draws
 */
record TrainerSettings(
    Nudging nudging,
    PerLayer<Optimizer> optimizers,
    LearningRates rates,
    PerLayer<UpdateRule> rules,
    PerLayer<Stepping> steppings,
    long steps,
    long seed) {

  /** State arrays of all optimisers; those of a layer's own one begin with its name and a slash. */
  SortedMap<String, double[]> optimizerState(int parameterCount) {
    SortedMap<String, double[]> state = new TreeMap<>(optimizers.base().state(parameterCount));
    optimizers
        .own()
        .forEach(
            (layer, own) ->
                own.state(parameterCount)
                    .forEach((name, values) -> state.put(layer + "/" + name, values)));
    return state;
  }
}
