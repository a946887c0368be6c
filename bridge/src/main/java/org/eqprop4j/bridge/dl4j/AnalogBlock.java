package org.eqprop4j.bridge.dl4j;

import java.io.Serializable;
import java.util.IdentityHashMap;
import java.util.List;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.layer.Input;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.model.ModelFile;
import org.eqprop4j.bridge.AnalogHead;
import org.eqprop4j.bridge.Nudging;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The circuit of an analog layer and how it is simulated: what the layer's configuration holds, and
 * what a saved network says about it. Immutable.
 *
 * @param structure the model without values, as {@link ModelFile#structure} gives it
 * @param resizable whether the circuit takes as many inputs as the layer before it has outputs;
 *     otherwise the two must agree
 * @param unit conductances are Deeplearning4j parameters in this unit [S]
 * @param outputScale what the layer puts out for a volt at the circuit's output [1/V]
 * @param adc converter at the outputs, or null for none
 * @param engine name of the engine
 * @param nudging how gradients are taken
 * @param beta nudging strength [S V^2]
 * @param voltageTolerance of the operating points [V]
 * @param threads of the engine, 0 for all processors; results do not depend on it
 * @param isolated whether a simulator runs in worker processes, so that its failures cannot take
 *     this process with it
 */
public record AnalogBlock(
    @JsonProperty("structure") String structure,
    @JsonProperty("resizable") boolean resizable,
    @JsonProperty("unit") double unit,
    @JsonProperty("outputScale") double outputScale,
    @JsonProperty("adc") Converter adc,
    @JsonProperty("engine") String engine,
    @JsonProperty("nudging") Nudging nudging,
    @JsonProperty("beta") double beta,
    @JsonProperty("voltageTolerance") double voltageTolerance,
    @JsonProperty("threads") int threads,
    @JsonProperty("isolated") boolean isolated)
    implements Serializable {

  /**
   * 20 uS. Conductances of some tenths of a microsiemens then are parameters of some hundredths, as
   * the weights of a dense layer are, and updates of 1e-3 such as Adam makes them are 20 nS.
   */
  public static final double DEFAULT_UNIT = 2e-5;

  public AnalogBlock {
    if (!(unit > 0 && unit <= 1)) {
      throw new IllegalArgumentException(
          "the unit of conductance must be positive and at most 1 S, got " + unit + " S");
    }
    if (!(outputScale > 0 && outputScale <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "the output scale must be positive, got " + outputScale + " 1/V");
    }
    if (threads < 0) {
      throw new IllegalArgumentException("threads must be at least 0, got " + threads);
    }
    nudging.estimator(beta);
    new SolverOptions(1, voltageTolerance, 1);
  }

  /**
   * Any model, with as many inputs as it has. Its values are not taken over, see {@link
   * AnalogLayers#setModel}.
   */
  public static AnalogBlock of(Model model) {
    return new AnalogBlock(
        ModelFile.structure(model),
        false,
        DEFAULT_UNIT,
        1,
        null,
        "builtin",
        Nudging.CENTRED,
        1e-7,
        SolverOptions.DEFAULT.voltageTolerance(),
        0,
        false);
  }

  /** A classifier that takes as many inputs as the layer before it has outputs. */
  public static AnalogBlock of(AnalogHead head, int classes) {
    return of(head.build(1, classes, 0)).withResizable(true);
  }

  /** The same, taking any number of inputs or not. Needs a model with one input layer. */
  public AnalogBlock withResizable(boolean yes) {
    return new AnalogBlock(
        structure,
        yes,
        unit,
        outputScale,
        adc,
        engine,
        nudging,
        beta,
        voltageTolerance,
        threads,
        isolated);
  }

  /** The same with another unit of conductance [S]. */
  public AnalogBlock withUnit(double siemens) {
    return new AnalogBlock(
        structure,
        resizable,
        siemens,
        outputScale,
        adc,
        engine,
        nudging,
        beta,
        voltageTolerance,
        threads,
        isolated);
  }

  /** The same with another scale of its outputs [1/V]. */
  public AnalogBlock withOutputScale(double perVolt) {
    return new AnalogBlock(
        structure,
        resizable,
        unit,
        perVolt,
        adc,
        engine,
        nudging,
        beta,
        voltageTolerance,
        threads,
        isolated);
  }

  /** The same with a converter at its outputs. */
  public AnalogBlock withAdc(Converter converter) {
    return new AnalogBlock(
        structure,
        resizable,
        unit,
        outputScale,
        converter,
        engine,
        nudging,
        beta,
        voltageTolerance,
        threads,
        isolated);
  }

  /** The same on another engine, to a tolerance [V]. */
  public AnalogBlock withEngine(String name, double tolerance, int count) {
    return new AnalogBlock(
        structure,
        resizable,
        unit,
        outputScale,
        adc,
        name,
        nudging,
        beta,
        tolerance,
        count,
        isolated);
  }

  /** The same with its engine, if that is a simulator, in worker processes or not. */
  public AnalogBlock withIsolation(boolean yes) {
    return new AnalogBlock(
        structure,
        resizable,
        unit,
        outputScale,
        adc,
        engine,
        nudging,
        beta,
        voltageTolerance,
        threads,
        yes);
  }

  /** The same with other nudging, of strength {@code strength} [S V^2]. */
  public AnalogBlock withNudging(Nudging kind, double strength) {
    return new AnalogBlock(
        structure,
        resizable,
        unit,
        outputScale,
        adc,
        engine,
        kind,
        strength,
        voltageTolerance,
        threads,
        isolated);
  }

  /**
   * The model.
   *
   * @param inputs number of features; 0 for as many as the structure has
   * @param seed of its initial values
   * @throws IllegalArgumentException if it cannot have so many inputs
   */
  Model build(long inputs, long seed) {
    Model model = ModelFile.fresh(structure, seed);
    int present = model.circuit().featureCount();
    if (inputs == 0 || inputs == present) {
      return model;
    }
    if (!resizable || model.inputs().size() != 1) {
      throw new IllegalArgumentException(
          "its circuit has " + present + " inputs, got " + inputs + " from the layer before");
    }
    IdentityHashMap<Signal, Signal> resized = new IdentityHashMap<>();
    Signal input = model.inputs().get(0);
    resized.put(input, new Input(input.layer().name(), Math.toIntExact(inputs)).on());
    for (Signal signal : model.signals()) {
      resized.computeIfAbsent(
          signal, s -> new Signal(s.layer(), s.inputs().stream().map(resized::get).toList()));
    }
    return new Model(
        List.of(resized.get(input)), model.outputs().stream().map(resized::get).toList(), seed);
  }
}
