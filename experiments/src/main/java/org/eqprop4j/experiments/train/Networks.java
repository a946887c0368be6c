package org.eqprop4j.experiments.train;

import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.experiments.config.ConfigException;

/** Circuits on the engine that the configuration names. */
final class Networks {
  private Networks() {}

  /**
   * What solves the circuit, in worker processes if that is asked for.
   *
   * @param operatingPoints how many a run asks for, roughly
   * @throws IllegalArgumentException if it is not installed, saying how to do that
   */
  static Engine engine(TrainConfig config, long operatingPoints) {
    return config.isolation().of(Engines.named(config.engine()), operatingPoints);
  }

  /** Three operating points for each training sample and epoch. */
  static Engine trainingEngine(TrainConfig config, TrainData data) {
    return engine(config, 3L * data.train().size() * config.training().epochs());
  }

  static AnalogNetwork of(TrainConfig config, Model model, Engine engine) {
    return new AnalogNetwork(
        model,
        config.training().newLoss(),
        engine,
        SolverOptions.DEFAULT.withThreads(config.threads()));
  }

  /**
   * Makes sure that the engine is installed and can do what the training asks of it.
   *
   * @throws ConfigException if it cannot
   */
  static void requireTrainable(TrainConfig config) {
    Engine engine = Engines.named(config.engine());
    if (config.training().isAdjoint() && !engine.hasLinearResponse()) {
      throw new ConfigException(
          "training.nudging.type = adjoint: engine '"
              + engine.name()
              + "' has no linear response; expected engine 'builtin', or centred nudging");
    }
  }
}
