package org.eqprop4j.experiments.mixedsignal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.metrics.Power;
import org.eqprop4j.analog.train.metrics.PowerMeter;
import org.eqprop4j.bridge.HybridModel;
import org.eqprop4j.bridge.dl4j.AnalogLayers;
import org.eqprop4j.bridge.dl4j.JointNetwork;
import org.eqprop4j.bridge.dl4j.VoltageBorder;
import org.eqprop4j.data.Samples;
import org.eqprop4j.digital.NetworkFile;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The two sides of a saved model apart, however they were trained.
 *
 * @param toVolts what drives the circuit when the front-end sees these images [V]
 * @param circuit the analog side
 */
record TrainedSides(UnaryOperator<Samples> toVolts, Model circuit) {

  /** Those that a run has saved. */
  static TrainedSides load(MixedSignalConfig config, Path file) throws IOException {
    if (config.training() != Training.JOINT) {
      HybridModel model = HybridModel.load(file);
      VoltageBorder border = new AnalogPart(config).border(config.seed());
      return new TrainedSides(images -> border.apply(model.toVolts(images)), model.circuit());
    }
    ComputationGraph network = NetworkFile.load(file);
    return new TrainedSides(
        images -> JointNetwork.toVolts(network, images),
        AnalogLayers.model(network.getLayer(JointNetwork.ANALOG)));
  }

  /** Mean power of the circuit in its operating points for images: that of an inference. */
  Power power(AnalogPart part, Samples images) {
    try (AnalogNetwork network = part.network(circuit)) {
      Samples volts = toVolts.apply(images);
      INDArray rows = volts.inOrder(volts.size()).next().getFeatures();
      double[] columns = rows.castTo(DataType.DOUBLE).dup('f').data().asDouble();
      OperatingPoints points = network.free(columns);
      return new PowerMeter(circuit.circuit()).mean(circuit.parameters(), points, null);
    }
  }
}
