package org.eqprop4j.bridge.dl4j;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseOutputLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What {@link AnalogOutputLayer} configures. */
final class AnalogOutput extends BaseOutputLayer<AnalogOutputLayer> {
  private static final long serialVersionUID = 1L;

  private transient LayerCircuit circuit;

  AnalogOutput(NeuralNetConfiguration conf, DataType dataType) {
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
    INDArray slopes =
        layerConf()
            .getLossFn()
            .computeGradient(
                getLabels2d(workspaceMgr, ArrayType.BP_WORKING_MEM),
                outputs,
                layerConf().getActivationFn(),
                maskArray);
    Pair<Gradient, INDArray> result =
        circuit()
            .backward(
                input, paramsFlattened, slopes, gradientsFlattened, gradientViews, workspaceMgr);
    result.setSecond(backpropDropOutIfPresent(result.getSecond()));
    return result;
  }

  @Override
  public void computeGradientAndScore(LayerWorkspaceMgr workspaceMgr) {
    gradient = backpropGradient(null, workspaceMgr).getFirst();
    score = computeScore(0, true, workspaceMgr);
  }

  @Override
  protected INDArray getLabels2d(LayerWorkspaceMgr workspaceMgr, ArrayType arrayType) {
    if (labels.rank() != 2 || labels.size(1) != layerConf().getNOut()) {
      throw new DL4JInvalidInputException(
          String.format(
              "%s: expected labels of shape [batch, %d], got %s",
              layerConf().label(), layerConf().getNOut(), Arrays.toString(labels.shape())));
    }
    return labels;
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
