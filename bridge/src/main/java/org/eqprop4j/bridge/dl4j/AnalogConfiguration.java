package org.eqprop4j.bridge.dl4j;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/** What the configurations of analog layers have in common. */
interface AnalogConfiguration {

  /** The circuit. */
  AnalogBlock getBlock();

  /** Replaces the circuit by one of the same parameters. */
  void setBlock(AnalogBlock block);

  /** Name of the layer. */
  String getLayerName();

  /** Number of inputs, 0 if not known yet. */
  long getNIn();

  /** Updaters of single layers of the circuit, by name. */
  Map<String, IUpdater> getLayerUpdaters();

  /** The parameters of a circuit with so many inputs. */
  AnalogParamInitializer initializer();

  /**
   * The parameters of the circuit at its present size.
   *
   * @param known from an earlier call, or null
   * @throws DL4JInvalidConfigException naming the layer, if the circuit cannot have that size
   */
  default AnalogParamInitializer initializer(AnalogParamInitializer known) {
    if (known != null && known.inputs() == getNIn()) {
      return known;
    }
    try {
      return new AnalogParamInitializer(getBlock(), getNIn());
    } catch (IllegalArgumentException e) {
      throw new DL4JInvalidConfigException(label() + ": " + e.getMessage(), e);
    }
  }

  /**
   * What updates a parameter.
   *
   * @param usual the analog layer's own updater
   */
  default IUpdater updater(String parameter, IUpdater usual) {
    return initializer().isTrainable(parameter)
        ? getLayerUpdaters().getOrDefault(parameter, usual)
        : new NoOp();
  }

  /**
   * Refuses updaters of layers that the circuit does not have.
   *
   * @throws DL4JInvalidConfigException naming the layer
   */
  default void requireLayersOfUpdaters() {
    List<String> known = initializer().trainable();
    for (String name : getLayerUpdaters().keySet()) {
      if (!known.contains(name)) {
        throw new DL4JInvalidConfigException(
            label()
                + ": its circuit has no layer '"
                + name
                + "' to update, expected one of "
                + known);
      }
    }
  }

  /** How messages call the layer. */
  default String label() {
    return "layer '" + getLayerName() + "'";
  }

  /**
   * Refuses a layer before this one of another width, unless the circuit can follow.
   *
   * @throws DL4JInvalidConfigException naming the layer
   */
  default void requireInputs(InputType before) {
    if (!getBlock().resizable() && before.arrayElementsPerExample() != getNIn()) {
      throw new DL4JInvalidConfigException(
          label()
              + ": its circuit has "
              + getNIn()
              + " inputs, got "
              + before.arrayElementsPerExample()
              + " from the layer before");
    }
  }

  /** Makes an implementation ready, as every Deeplearning4j layer is made. */
  default <L extends BaseLayer<?>> L ready(
      L layer,
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize) {
    requireLayersOfUpdaters();
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    return layer;
  }
}
