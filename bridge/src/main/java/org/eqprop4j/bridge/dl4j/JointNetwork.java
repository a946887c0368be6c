package org.eqprop4j.bridge.dl4j;

import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.data.Samples;
import org.eqprop4j.digital.Embedder;
import org.eqprop4j.digital.FrontEnd;
import org.eqprop4j.digital.OneDnn;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A front-end and a circuit as one network: the front-end up to its embedding, batch normalisation,
 * the converter to volts, the circuit.
 */
public final class JointNetwork {
  /** Name of the batch normalisation in front of the converter. */
  public static final String NORM = "volts-norm";

  /** Name of the {@link DacLayer}. */
  public static final String DAC = "volts";

  /** Name of the {@link AnalogOutputLayer}. */
  public static final String ANALOG = "analog";

  private JointNetwork() {}

  /**
   * Joins the two. The front-end's weights are taken over, trained or not; it is left as it is.
   *
   * @param volts from the normalised embedding to volts
   * @param circuit with its updaters, whose rates are in the block's unit
   * @param digital updater of all that is digital
   * @param seed of the conductances
   */
  public static ComputationGraph of(
      FrontEnd frontEnd,
      DacLayer.Builder volts,
      AnalogOutputLayer.Builder circuit,
      IUpdater digital,
      long seed) {
    ComputationGraph network =
        frontEnd
            .upToEmbedding(digital, seed)
            .addLayer(
                NORM,
                new BatchNormalization.Builder().updater(digital).build(),
                frontEnd.embedding())
            .addLayer(DAC, volts.build(), NORM)
            .addLayer(ANALOG, circuit.build(), DAC)
            .setOutputs(ANALOG)
            .setInputTypes(FrontEnd.IMAGES)
            .build();
    OneDnn.enable(network);
    return network;
  }

  /**
   * Gives a joined network other converters, from its next use on.
   *
   * @param dac at the circuit's inputs
   * @param adc at its outputs, or null for none
   */
  public static void setConverters(ComputationGraph network, Converter dac, Converter adc) {
    ((DacLayer) network.getLayer(DAC).conf().getLayer()).setConverter(dac);
    AnalogLayers.change(network.getLayer(ANALOG), block -> block.withAdc(adc));
  }

  /** What drives the circuit of a joined network when it sees these images [V]. */
  public static Samples toVolts(ComputationGraph network, Samples images) {
    return new Embedder(network, DAC).embed(images);
  }
}
