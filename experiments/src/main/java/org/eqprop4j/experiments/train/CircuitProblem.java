package org.eqprop4j.experiments.train;

import java.io.IOException;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.data.Samples;
import org.eqprop4j.experiments.config.Description;

/**
 * A described circuit and the training part of described data, as input voltages: for experiments
 * that look at circuits without training them.
 *
 * @param layers the circuit
 * @param sizes what the data ask of it
 * @param samples input voltages [V] and targets
 */
public record CircuitProblem(LayerList layers, LayerList.Sizes sizes, Samples samples) {

  /**
   * Reads the data.
   *
   * @param loss under the key {@code loss}; checked only
   * @param seed of the division of the data
   * @throws org.eqprop4j.experiments.config.ConfigException if data, circuit and loss do not fit
   */
  public static CircuitProblem of(
      DataConfig data, ScalingConfig scaling, LayerList layers, Description loss, long seed)
      throws IOException {
    TrainData loaded = DataSource.load(data, seed);
    TrainExperiment.requireLoss(loaded, loss, "loss");
    Model any = TrainExperiment.model(layers, loaded, seed);
    return new CircuitProblem(
        layers, loaded.sizes(), TrainedModel.fresh(any, loaded, scaling).prepare(loaded.train()));
  }

  /** The circuit with conductances drawn from a seed. */
  public Model model(long seed) {
    return layers.build(sizes, seed);
  }
}
