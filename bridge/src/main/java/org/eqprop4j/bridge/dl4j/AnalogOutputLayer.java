package org.eqprop4j.bridge.dl4j;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A circuit as the last layer of a network, with a loss. It takes voltages [V] of shape {@code
 * [batch, inputs]}; its outputs are the circuit's, times the block's output scale, through the
 * activation function (softmax unless set) into the loss (multi-class cross-entropy unless set).
 *
 * <p>Forward is the free phase. Backward are the nudged phases, whose currents are the slope of the
 * loss; they give the gradient of the conductances and, from the currents that the inputs deliver,
 * what the layer below learns from. After each update the conductances are put back into the bounds
 * of their layers. Updaters, regularisation, schedules and constraints apply as to a dense layer;
 * weight initialisation does not, the circuit's layers have initialisers of their own.
 */
public final class AnalogOutputLayer extends BaseOutputLayer implements AnalogConfiguration {
  private static final long serialVersionUID = 1L;

  @JsonProperty private AnalogBlock block;
  @JsonProperty private HashMap<String, IUpdater> layerUpdaters = new HashMap<>();
  private transient AnalogParamInitializer parameters;

  /** For JSON. */
  private AnalogOutputLayer() {}

  private AnalogOutputLayer(Builder builder) {
    super(builder);
    block = builder.block;
    layerUpdaters = new HashMap<>(builder.layerUpdaters);
    Sizes sizes = Sizes.of(block, layerName, nIn, nOut);
    nIn = sizes.inputs();
    nOut = sizes.outputs();
    initializeConstraints(builder);
  }

  @Override
  public AnalogBlock getBlock() {
    return block;
  }

  @Override
  public void setBlock(AnalogBlock newBlock) {
    block = newBlock;
  }

  @Override
  public Map<String, IUpdater> getLayerUpdaters() {
    return layerUpdaters;
  }

  @Override
  public AnalogParamInitializer initializer() {
    parameters = initializer(parameters);
    return parameters;
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    requireInputs(inputType);
    super.setNIn(inputType, override);
  }

  @Override
  public IUpdater getUpdaterByParam(String paramName) {
    return updater(paramName, super.getUpdaterByParam(paramName));
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> trainingListeners,
      int layerIndex,
      INDArray layerParamsView,
      boolean initializeParams,
      DataType networkDataType) {
    LayerValidation.assertNInNOutSet("AnalogOutputLayer", layerName, layerIndex, nIn, nOut);
    return ready(
        new AnalogOutput(conf, networkDataType),
        conf,
        trainingListeners,
        layerIndex,
        layerParamsView,
        initializeParams);
  }

  @Override
  public AnalogOutputLayer clone() {
    return (AnalogOutputLayer) super.clone();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof AnalogOutputLayer that
        && block.equals(that.block)
        && layerUpdaters.equals(that.layerUpdaters);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof AnalogOutputLayer;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), block, layerUpdaters);
  }

  @Override
  public String toString() {
    return "AnalogOutputLayer(name=" + layerName + ", nIn=" + nIn + ", nOut=" + nOut + ")";
  }

  /** Builds the configuration. Numbers of inputs and outputs follow from the block. */
  @SuppressWarnings("unchecked") // build(), as in every layer of Deeplearning4j.
  public static final class Builder extends BaseOutputLayer.Builder<Builder> {
    private final AnalogBlock block;
    private final Map<String, IUpdater> layerUpdaters = new HashMap<>();

    public Builder(AnalogBlock block) {
      this.block = block;
      setActivationFn(Activation.SOFTMAX.getActivationFunction());
      setHasBias(false);
    }

    /** An updater of its own for the conductances of one of the circuit's layers. */
    public Builder layerUpdater(String layer, IUpdater updater) {
      layerUpdaters.put(layer, updater);
      return this;
    }

    @Override
    public AnalogOutputLayer build() {
      return new AnalogOutputLayer(this);
    }
  }
}
