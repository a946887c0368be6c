package org.eqprop4j.bridge.dl4j;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What {@link DacLayer} configures. */
final class Dac extends AbstractLayer<DacLayer> {
  private static final long serialVersionUID = 1L;

  Dac(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaceMgr);
    double[] values = PlainArrays.rows(input);
    for (int i = 0; i < values.length; i++) {
      values[i] = layerConf().getConverter().convert(values[i] * layerConf().getGain());
    }
    INDArray volts = array(ArrayType.ACTIVATIONS, values, workspaceMgr);
    if (layerConf().getNoise() > 0) {
      INDArray noise = Nd4j.randn(volts.dataType(), volts.shape());
      volts.addi(noise.muli(layerConf().getNoise()));
    }
    return volts;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(true);
    double[] values = PlainArrays.rows(input);
    double[] slopes = PlainArrays.rows(epsilon);
    for (int i = 0; i < values.length; i++) {
      double gain = layerConf().getGain();
      slopes[i] *= gain * layerConf().getConverter().slope(values[i] * gain);
    }
    INDArray below = array(ArrayType.ACTIVATION_GRAD, slopes, workspaceMgr);
    return new Pair<>(new DefaultGradient(), backpropDropOutIfPresent(below));
  }

  private INDArray array(ArrayType kind, double[] values, LayerWorkspaceMgr workspaceMgr) {
    long[] shape = input.shape();
    INDArray array = workspaceMgr.createUninitialized(kind, input.dataType(), shape, 'c');
    PlainArrays.writeRows(values, array);
    return array;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public void clearNoiseWeightParams() {
    // It has no weights.
  }
}
