package org.eqprop4j.bridge.dl4j;

import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Layer;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.model.Model;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Circuits into and out of analog layers: a model that was trained on its own becomes part of a
 * network, and one that a network has trained can be saved, exported and simulated on its own.
 */
public final class AnalogLayers {
  private AnalogLayers() {}

  /**
   * The circuit of a layer with the values it has now, as a copy.
   *
   * @param layer of a network, as its {@code getLayer(name)} gives it
   * @throws IllegalArgumentException if it is not an analog layer
   */
  public static Model model(Layer layer) {
    AnalogConfiguration analog = analog(layer);
    AnalogBlock block = analog.getBlock();
    Model model = block.build(analog.getNIn(), 0);
    double[] values = layer.params().dup('c').data().asDouble();
    for (Parameter p : model.circuit().parameters()) {
      double unit = AnalogParamInitializer.unit(block, p);
      for (int i = p.offset(); i < p.end(); i++) {
        values[i] = model.bounds(p).clip(values[i] * unit);
      }
    }
    model.setParameters(values);
    return model;
  }

  /**
   * Gives a layer the values of a model.
   *
   * @param model of the same parameters as the layer's circuit
   * @throws IllegalArgumentException if the layer is not an analog one or has other parameters
   */
  public static void setModel(Layer layer, Model model) {
    AnalogConfiguration analog = analog(layer);
    var expected = analog.getBlock().build(analog.getNIn(), 0).circuit().parameters();
    if (!expected.equals(model.circuit().parameters())) {
      throw new IllegalArgumentException(
          analog.label() + " has other parameters than the model: " + expected);
    }
    double[] values = AnalogParamInitializer.toParameters(analog.getBlock(), model);
    INDArray parameters = layer.params();
    parameters.assign(Nd4j.createFromArray(values).reshape(parameters.shape()));
  }

  /**
   * Changes how the circuit of an initialised network's layer is simulated or read, from its next
   * use on: its engine or the converter at its outputs.
   *
   * @throws IllegalArgumentException if the layer is not an analog one or the circuit is another
   */
  public static void change(Layer layer, UnaryOperator<AnalogBlock> change) {
    AnalogConfiguration analog = analog(layer);
    AnalogBlock changed = change.apply(analog.getBlock());
    if (!changed.structure().equals(analog.getBlock().structure())) {
      throw new IllegalArgumentException(analog.label() + ": expected a block of the same circuit");
    }
    analog.setBlock(changed);
    layer.close();
  }

  private static AnalogConfiguration analog(Layer layer) {
    if (layer != null && layer.conf().getLayer() instanceof AnalogConfiguration analog) {
      return analog;
    }
    throw new IllegalArgumentException(
        (layer == null ? "no layer" : "layer '" + layer.conf().getLayer().getLayerName() + "'")
            + " is not an analog one");
  }
}
