package org.eqprop4j.bridge.dl4j;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A circuit between layers of a network. It takes voltages [V] of shape {@code [batch, inputs]} and
 * puts out the circuit's outputs times the block's output scale, through the activation function
 * (none unless set).
 *
 * <p>Forward is the free phase. What the layer above sends back is injected as nudging currents,
 * and the nudged phases give the gradient of the conductances and what the layer below learns from.
 * For bounds, updaters and initial values see {@link AnalogOutputLayer}.
 */
public final class AnalogLayer extends FeedForwardLayer implements AnalogConfiguration {
  private static final long serialVersionUID = 1L;

  @JsonProperty private AnalogBlock block;
  @JsonProperty private HashMap<String, IUpdater> layerUpdaters = new HashMap<>();
  private transient AnalogParamInitializer parameters;

  /** For JSON. */
  private AnalogLayer() {}

  private AnalogLayer(Builder builder) {
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
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    long count = initializer().numParams(this);
    InputType outputType = getOutputType(-1, inputType);
    long activations = inputType.arrayElementsPerExample() + outputType.arrayElementsPerExample();
    return new LayerMemoryReport.Builder(layerName, AnalogLayer.class, inputType, outputType)
        .standardMemory(count, getIUpdater().stateSize(count))
        .workingMemory(0, 0, 0, activations)
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> trainingListeners,
      int layerIndex,
      INDArray layerParamsView,
      boolean initializeParams,
      DataType networkDataType) {
    LayerValidation.assertNInNOutSet("AnalogLayer", layerName, layerIndex, nIn, nOut);
    return ready(
        new AnalogHidden(conf, networkDataType),
        conf,
        trainingListeners,
        layerIndex,
        layerParamsView,
        initializeParams);
  }

  @Override
  public AnalogLayer clone() {
    return (AnalogLayer) super.clone();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof AnalogLayer that
        && block.equals(that.block)
        && layerUpdaters.equals(that.layerUpdaters);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof AnalogLayer;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), block, layerUpdaters);
  }

  @Override
  public String toString() {
    return "AnalogLayer(name=" + layerName + ", nIn=" + nIn + ", nOut=" + nOut + ")";
  }

  /** Builds the configuration. Numbers of inputs and outputs follow from the block. */
  @SuppressWarnings("unchecked") // build(), as in every layer of Deeplearning4j.
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {
    private final AnalogBlock block;
    private final Map<String, IUpdater> layerUpdaters = new HashMap<>();

    public Builder(AnalogBlock block) {
      this.block = block;
      setActivationFn(Activation.IDENTITY.getActivationFunction());
    }

    /** An updater of its own for the conductances of one of the circuit's layers. */
    public Builder layerUpdater(String layer, IUpdater updater) {
      layerUpdaters.put(layer, updater);
      return this;
    }

    @Override
    public AnalogLayer build() {
      return new AnalogLayer(this);
    }
  }
}
