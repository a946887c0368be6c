package org.eqprop4j.bridge.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.model.Model;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The parameters of one analog layer as Deeplearning4j holds them: the circuit's parameter vector,
 * conductances divided by the block's unit, voltages in volts. Each block of the circuit is one
 * parameter, a matrix of shape {@code [rows, columns]} in row-major order, under its layer's name.
 * What the circuit does not train is there, too, so that it is saved; it has no updater.
 */
final class AnalogParamInitializer implements ParamInitializer {
  private final AnalogBlock block;
  private final long inputs;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  /**
   * For a circuit of a certain size.
   *
   * @throws IllegalArgumentException if it cannot have that size
   */
  AnalogParamInitializer(AnalogBlock block, long inputs) {
    this.block = block;
    this.inputs = inputs;
    for (Parameter p : block.build(inputs, 0).circuit().parameters()) {
      Parameter other = parameters.put(key(p), p);
      if (other != null) {
        throw new IllegalArgumentException(
            "its circuit has layers '"
                + other.name()
                + "' and '"
                + p.name()
                + "'; expected names"
                + " that differ by more than '_' and '-'");
      }
    }
  }

  /** Deeplearning4j takes what stands before the last underscore for the name of its own layer. */
  static String key(Parameter parameter) {
    return parameter.name().replace('_', '-');
  }

  /** What a value is divided by to become a Deeplearning4j parameter [S or V]. */
  static double unit(AnalogBlock block, Parameter parameter) {
    return parameter.kind() == Parameter.Kind.CONDUCTANCE ? block.unit() : 1;
  }

  long inputs() {
    return inputs;
  }

  boolean isTrainable(String key) {
    return parameters.get(key).trainable();
  }

  /** Names of what is trained. */
  List<String> trainable() {
    return parameters.keySet().stream().filter(this::isTrainable).toList();
  }

  /** The circuit's values as Deeplearning4j holds them. */
  static double[] toParameters(AnalogBlock block, Model model) {
    double[] values = model.parameters().clone();
    for (Parameter p : model.circuit().parameters()) {
      for (int i = p.offset(); i < p.end(); i++) {
        values[i] /= unit(block, p);
      }
    }
    return values;
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return parameters.values().stream().mapToLong(Parameter::size).sum();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.copyOf(parameters.keySet());
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return parameters.keySet().stream().filter(key -> isWeightParam(layer, key)).toList();
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return parameters.keySet().stream().filter(key -> isBiasParam(layer, key)).toList();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return isTrainable(key) && parameters.get(key).kind() == Parameter.Kind.CONDUCTANCE;
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return isTrainable(key) && parameters.get(key).kind() == Parameter.Kind.VOLTAGE;
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    if (initializeParams) {
      Model model = block.build(inputs, Nd4j.getRandom().nextLong());
      double[] values = toParameters(block, model);
      paramsView.assign(Nd4j.createFromArray(values).reshape(paramsView.shape()));
    }
    parameters.keySet().forEach(conf::addVariable);
    return views(paramsView);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return views(gradientView);
  }

  private Map<String, INDArray> views(INDArray flat) {
    INDArray vector = flat.reshape(flat.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    parameters.forEach(
        (key, p) ->
            views.put(
                key,
                vector
                    .get(NDArrayIndex.interval(p.offset(), p.end()))
                    .reshape('c', p.rows(), p.columns())));
    return views;
  }
}
