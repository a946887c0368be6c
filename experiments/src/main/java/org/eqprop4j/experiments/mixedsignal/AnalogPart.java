package org.eqprop4j.experiments.mixedsignal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.worker.IsolatedEngine;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.Evaluation;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.NudgingStrength;
import org.eqprop4j.analog.train.NudgingStrength.Sides;
import org.eqprop4j.analog.train.OutputConverter;
import org.eqprop4j.analog.train.loss.Loss;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Schedule;
import org.eqprop4j.bridge.AnalogHead;
import org.eqprop4j.bridge.Nudging;
import org.eqprop4j.bridge.dl4j.AnalogBlock;
import org.eqprop4j.bridge.dl4j.Converter;
import org.eqprop4j.bridge.dl4j.VoltageBorder;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;
import org.eqprop4j.data.fashion.FashionMnist;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.run.ChosenNudging;
import org.eqprop4j.experiments.run.RunDirectory;

/** What the configuration says about the circuit, as the objects that it stands for. */
final class AnalogPart {
  /** How exactly operating points are found [V]. */
  private static final double VOLTAGE_TOLERANCE = SolverOptions.DEFAULT.voltageTolerance();

  private static final int EVALUATION_BATCH = 1000;

  private final MixedSignalConfig config;

  AnalogPart(MixedSignalConfig config) {
    this.config = config;
  }

  /**
   * What solves the circuit, in worker processes if that is asked for.
   *
   * @throws IllegalArgumentException if it is not installed, saying how to do that
   */
  Engine engine() {
    return config.isolation().of(Engines.named(config.engine()), config.operatingPoints());
  }

  /**
   * Makes sure that the engine is installed and can do what the training asks of it.
   *
   * @throws ConfigException if it cannot
   */
  void requireTrainable() {
    Engine engine = engine();
    if (config.analog().nudging() == Nudging.ADJOINT && !engine.hasLinearResponse()) {
      throw new ConfigException(
          "analog.nudging = adjoint: engine '"
              + engine.name()
              + "' has no linear response; expected engine 'builtin', or centred nudging");
    }
  }

  /** The circuit with fresh conductances. */
  Model model(int inputs) {
    return head().build(inputs, FashionMnist.CLASS_NAMES.size(), config.seed());
  }

  /** The kind of circuit, of any size. */
  AnalogHead head() {
    CircuitConfig circuit = config.circuit();
    DiodeConfig diode = circuit.diode();
    ConductanceConfig siemens = circuit.conductance();
    return new AnalogHead(
        circuit.hidden(),
        circuit.gain(),
        circuit.biasVoltage(),
        new ShockleyDiode(diode.saturationCurrent(), diode.emission(), diode.temperature()),
        diode.bias(),
        new Initializer.Uniform(siemens.initialLow(), siemens.initialHigh()),
        Bounds.siemens(siemens.floor(), siemens.ceiling()));
  }

  /** The same layer's circuit, solved as the configuration says. */
  AnalogBlock simulated(AnalogBlock block) {
    return block
        .withEngine(config.engine(), VOLTAGE_TOLERANCE, config.threads())
        .withIsolation(engine() instanceof IsolatedEngine);
  }

  /** Between the embedding and the circuit's inputs. */
  Converter dac() {
    return new Converter(config.circuit().voltageRange(), config.border().dacBits());
  }

  /**
   * What voltages that were computed ahead go through on their way to the circuit.
   *
   * @param seed of the noise
   */
  VoltageBorder border(long seed) {
    return new VoltageBorder(dac(), config.border().noise(), seed);
  }

  /** Batches of voltages as they reach the circuit. What is drawn depends on the seed alone. */
  SamplesIterator bordered(SamplesIterator volts, long seed) {
    BorderConfig border = config.border();
    volts.setPreProcessor(border.dacBits() == 0 && border.noise() == 0 ? null : border(seed));
    return volts;
  }

  /**
   * Classifies samples through the border.
   *
   * @param volts what the front-end makes of the images [V]
   */
  Evaluation evaluate(AnalogNetwork network, Samples volts) {
    return network.evaluate(bordered(volts.inOrder(EVALUATION_BATCH), config.seed()));
  }

  /** At the circuit's outputs, or null for none. */
  Converter adc() {
    BorderConfig border = config.border();
    return border.adcBits() == 0 ? null : new Converter(border.adcRange(), border.adcBits());
  }

  Loss loss() {
    return new SoftmaxCrossEntropy(config.circuit().softmaxScale());
  }

  AnalogNetwork network(Model model) {
    SolverOptions options = SolverOptions.DEFAULT.withThreads(config.threads());
    OutputConverter outputs = adc() == null ? OutputConverter.EXACT : adc();
    return new AnalogNetwork(model, loss(), engine(), options, outputs);
  }

  /**
   * How gradients are taken in a run.
   *
   * @param network that a strength is chosen for, unless the run has one
   * @param samples input voltages that it is chosen by
   */
  GradientEstimator estimator(RunDirectory run, AnalogNetwork network, Samples samples)
      throws IOException {
    return config.analog().nudging().estimator(beta(run, network, samples));
  }

  /**
   * The strength of the nudge [S V^2].
   *
   * @param network that it is chosen for, unless the run has one
   * @param samples input voltages that it is chosen by
   */
  double beta(RunDirectory run, AnalogNetwork network, Samples samples) throws IOException {
    AnalogTrainingConfig analog = config.analog();
    if (analog.beta().number().isPresent()) {
      return analog.beta().number().getAsDouble();
    }
    if (analog.nudging() == Nudging.ADJOINT) {
      return 1; // It has none.
    }
    Sides sides = analog.nudging() == Nudging.CENTRED ? Sides.BOTH : Sides.ONE;
    return ChosenNudging.of(
            run,
            "analog.beta",
            () -> NudgingStrength.choose(network, sides, samples, VOLTAGE_TOLERANCE))
        .beta();
  }

  LearningRates rates() {
    List<Double> rates = config.analog().learningRates();
    return new LearningRates(
        rates.get(0), Map.of(AnalogHead.SECOND, rates.get(1)), new Schedule.Cosine(0));
  }
}
