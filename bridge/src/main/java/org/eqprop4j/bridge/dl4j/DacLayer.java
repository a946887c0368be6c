package org.eqprop4j.bridge.dl4j;

import java.util.Collection;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The border from numbers to voltages: the activations of the layer before times a gain, through a
 * digital-to-analog converter, plus noise. Behind a {@link
 * org.deeplearning4j.nn.conf.layers.BatchNormalization} a gain of a third of the range spends it on
 * three standard deviations. Gradients pass as if nothing were rounded, and not where the converter
 * clips.
 */
public final class DacLayer extends NoParamLayer {
  private static final long serialVersionUID = 1L;

  @JsonProperty private double gain;
  @JsonProperty private Converter converter;
  @JsonProperty private double noise;

  /** For JSON. */
  private DacLayer() {}

  private DacLayer(Builder builder) {
    super(builder);
    gain = builder.gain;
    converter = builder.converter;
    noise = builder.noise;
    initializeConstraints(builder);
  }

  /** Volts for an activation of 1 [V]. */
  public double getGain() {
    return gain;
  }

  /** Range and resolution. */
  public Converter getConverter() {
    return converter;
  }

  /** Another converter, from the layer's next use on. Its gain stays. */
  public void setConverter(Converter newConverter) {
    converter = newConverter;
  }

  /** Standard deviation of the noise on each voltage, in training and in use [V]. */
  public double getNoise() {
    return noise;
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> trainingListeners,
      int layerIndex,
      INDArray layerParamsView,
      boolean initializeParams,
      DataType networkDataType) {
    Dac layer = new Dac(conf, networkDataType);
    layer.setListeners(trainingListeners);
    layer.setIndex(layerIndex);
    return layer;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    if (inputType == null) {
      throw new IllegalStateException("layer '" + layerName + "': its input type is not known");
    }
    return inputType;
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return null;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    return new LayerMemoryReport.Builder(layerName, DacLayer.class, inputType, inputType)
        .standardMemory(0, 0)
        .workingMemory(0, 0, 0, inputType.arrayElementsPerExample())
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }

  @Override
  public DacLayer clone() {
    return (DacLayer) super.clone();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof DacLayer that
        && gain == that.gain
        && noise == that.noise
        && converter.equals(that.converter);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof DacLayer;
  }

  @Override
  public int hashCode() {
    return super.hashCode() * 31 + converter.hashCode();
  }

  @Override
  public String toString() {
    return "DacLayer(name=" + layerName + ", gain=" + gain + ", " + converter + ")";
  }

  /** Builds the configuration. */
  @SuppressWarnings("unchecked") // build(), as in every layer of Deeplearning4j.
  public static final class Builder
      extends org.deeplearning4j.nn.conf.layers.Layer.Builder<Builder> {
    private final Converter converter;
    private double gain;
    private double noise;

    /** A gain of a third of the range, no noise. */
    public Builder(Converter converter) {
      this.converter = converter;
      this.gain = converter.range() / 3;
    }

    /** Volts for an activation of 1 [V]. */
    public Builder gain(double volts) {
      if (!(volts > 0 && volts <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException("gain must be positive, got " + volts + " V");
      }
      gain = volts;
      return this;
    }

    /** Standard deviation of the noise on each voltage, in training and in use [V]. */
    public Builder noise(double volts) {
      if (!(volts >= 0 && volts <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException("noise must be at least 0, got " + volts + " V");
      }
      noise = volts;
      return this;
    }

    @Override
    public DacLayer build() {
      return new DacLayer(this);
    }
  }
}
