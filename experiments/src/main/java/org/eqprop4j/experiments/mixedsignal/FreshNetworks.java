package org.eqprop4j.experiments.mixedsignal;

import java.io.IOException;
import java.util.function.DoubleFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.bridge.AnalogHead;
import org.eqprop4j.bridge.dl4j.AnalogBlock;
import org.eqprop4j.bridge.dl4j.AnalogOutputLayer;
import org.eqprop4j.bridge.dl4j.DacLayer;
import org.eqprop4j.bridge.dl4j.JointNetwork;
import org.eqprop4j.data.fashion.FashionMnist;
import org.eqprop4j.digital.CosineSchedule;
import org.eqprop4j.digital.FrontEnd;
import org.eqprop4j.digital.FrontEnds;
import org.nd4j.linalg.learning.config.Adam;

/** The networks that a configuration describes, before they are trained. */
public final class FreshNetworks {
  private final MixedSignalConfig config;

  /** The networks of a configuration. */
  public FreshNetworks(MixedSignalConfig config) {
    this.config = config;
  }

  /**
   * The front-end as a classifier, with its own output layer.
   *
   * @param images in an epoch
   * @throws IOException if the front-end is a file that cannot be read
   * @throws IllegalArgumentException if it has no output layer for the classes of the images
   */
  public ComputationGraph digital(int images) throws IOException {
    CnnConfig cnn = config.cnn();
    FrontEnd frontEnd =
        frontEnd(warmedUp(cnn.learningRate(), cnn.epochs(), cnn.batchSize(), images));
    frontEnd.requireClassifier(FashionMnist.CLASS_NAMES.size());
    return frontEnd.network();
  }

  /**
   * Front-end and circuit as one network.
   *
   * @param images in an epoch
   * @param beta strength of the nudge [S V^2]
   * @throws IOException if the front-end is a file that cannot be read
   */
  public ComputationGraph joint(int images, double beta) throws IOException {
    JointConfig joint = config.joint();
    Adam digital = warmedUp(joint.learningRate(), joint.epochs(), joint.batchSize(), images);
    int iterations = iterations(joint.epochs(), joint.batchSize(), images);
    AnalogPart part = new AnalogPart(config);
    AnalogBlock block =
        part.simulated(AnalogBlock.of(part.head(), FashionMnist.CLASS_NAMES.size()))
            .withOutputScale(config.circuit().softmaxScale())
            .withNudging(config.analog().nudging(), beta)
            .withAdc(part.adc());
    DoubleFunction<Adam> falling =
        siemens -> new Adam(new CosineSchedule(siemens / block.unit(), 0, iterations));
    return JointNetwork.of(
        frontEnd(digital),
        volts(part),
        new AnalogOutputLayer.Builder(block)
            .layerUpdater(AnalogHead.FIRST, falling.apply(joint.analogRates().get(0)))
            .layerUpdater(AnalogHead.SECOND, falling.apply(joint.analogRates().get(1))),
        digital,
        config.seed());
  }

  /** The front-end that the configuration names. */
  FrontEnd frontEnd(Adam updater) throws IOException {
    FrontEndConfig frontEnd = config.frontEnd();
    return FrontEnds.create(frontEnd.name(), frontEnd.embedding(), config.seed(), updater);
  }

  private DacLayer.Builder volts(AnalogPart part) {
    CircuitConfig circuit = config.circuit();
    DacLayer.Builder volts =
        new DacLayer.Builder(part.dac())
            .gain(circuit.voltageRange() / circuit.clip())
            .noise(config.border().noise());
    double dropout = config.joint().dropout();
    return dropout == 0 ? volts : volts.dropOut(1 - dropout); // Deeplearning4j counts what is kept.
  }

  private static int iterations(int epochs, int batchSize, int images) {
    return epochs * ((images + batchSize - 1) / batchSize);
  }

  /**
   * Adam on a cosine with a short warm-up, as the paper's CNN needs to reach its 90 % in 20 epochs.
   *
   * @param rate at its peak
   * @param images in an epoch
   */
  static Adam warmedUp(double rate, int epochs, int batchSize, int images) {
    int iterations = iterations(epochs, batchSize, images);
    return new Adam(new CosineSchedule(rate, iterations / 20, iterations));
  }
}
