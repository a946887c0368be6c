package org.eqprop4j.bridge.dl4j;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What {@link AnalogLayer} configures. */
final class AnalogHidden extends BaseLayer<AnalogLayer> {
  private static final long serialVersionUID = 1L;

  private transient LayerCircuit circuit;

  AnalogHidden(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  private LayerCircuit circuit() {
    if (circuit == null) {
      circuit = new LayerCircuit(layerConf());
    }
    return circuit;
  }

  @Override
  protected INDArray preOutput(boolean training, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaceMgr);
    return circuit().forward(input, paramsFlattened, workspaceMgr);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    INDArray outputs = preOutput(true, workspaceMgr);
    INDArray slopes = layerConf().getActivationFn().backprop(outputs, epsilon).getFirst();
    if (maskArray != null) {
      applyMask(slopes);
    }
    Pair<Gradient, INDArray> result =
        circuit()
            .backward(
                input, paramsFlattened, slopes, gradientsFlattened, gradientViews, workspaceMgr);
    result.setSecond(backpropDropOutIfPresent(result.getSecond()));
    return result;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  /**
   * The circuit's values are in row-major order; Deeplearning4j would take them column by column.
   */
  @Override
  public void setParams(INDArray values) {
    if (values != paramsFlattened) {
      setParams(values, 'c');
    }
  }

  @Override
  public void applyConstraints(int iteration, int epoch) {
    super.applyConstraints(iteration, epoch);
    circuit().clip(paramsFlattened);
  }

  @Override
  public void close() {
    if (circuit != null) {
      circuit.close();
      circuit = null;
    }
  }
}
