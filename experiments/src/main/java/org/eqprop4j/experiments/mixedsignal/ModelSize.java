package org.eqprop4j.experiments.mixedsignal;

import java.io.IOException;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.digital.FrontEnd;
import org.nd4j.linalg.learning.config.Adam;

/**
 * How large the two sides are.
 *
 * @param digitalParameters of the front-end up to its embedding; trained digitally, of all of it
 * @param analogParameters conductances
 * @param digitalMultiplyAdds of the front-end for an image: its weights, those of convolutions once
 *     for each place
 * @param analogMultiplyAdds one for each conductance
 */
public record ModelSize(
    long digitalParameters,
    long analogParameters,
    long digitalMultiplyAdds,
    long analogMultiplyAdds) {

  /** The sizes of what a configuration describes. */
  public static ModelSize of(MixedSignalConfig config) throws IOException {
    FrontEnd frontEnd = new FreshNetworks(config).frontEnd(new Adam());
    ComputationGraph network = frontEnd.network();
    Map<String, InputType> types =
        network.getConfiguration().getLayerActivationTypes(true, FrontEnd.IMAGES);
    boolean digital = config.training() == Training.DIGITAL;
    long parameters = 0;
    long products = 0;
    for (Layer layer : network.getLayers()) {
      var conf = layer.conf().getLayer();
      if (digital || !frontEnd.rest().contains(conf.getLayerName())) {
        parameters += layer.numParams();
        for (String weights : conf.initializer().weightKeys(conf)) {
          products += layer.getParam(weights).length() * places(types.get(conf.getLayerName()));
        }
      }
    }
    long conductances = digital ? 0 : conductances(new AnalogPart(config).model(frontEnd.width()));
    return new ModelSize(parameters, conductances, products, conductances);
  }

  private static long conductances(Model model) {
    return model.circuit().parameters().stream()
        .filter(p -> p.kind() == Parameter.Kind.CONDUCTANCE)
        .mapToLong(Parameter::size)
        .sum();
  }

  private static long places(InputType output) {
    return output instanceof InputTypeConvolutional maps ? maps.getHeight() * maps.getWidth() : 1;
  }
}
