package org.eqprop4j.digital;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.data.Samples;
import org.junit.jupiter.api.Test;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.factory.Nd4j;

class EvaluatorTest {
  @Test
  void aNetworkThatAlwaysSaysThreeIsRightForTheThrees() {
    ComputationGraph network = PaperCnn.create(7, PaperCnn.updater(100));
    network.getLayer("output").getParam("W").assign(0);
    network.getLayer("output").getParam("b").assign(Nd4j.zeros(1, 10).putScalar(3, 5));
    // More than one batch, the last one smaller; 103 samples of each of the first three classes.
    Samples images = Patterns.images(1023, 1);

    Evaluation evaluation = Evaluator.evaluate(network, images);

    assertThat(evaluation.getConfusionMatrix().getCount(2, 3)).isEqualTo(103);
    assertThat(evaluation.getConfusionMatrix().getCount(3, 3)).isEqualTo(102);
    assertThat(evaluation.getConfusionMatrix().getPredictedTotal(3)).isEqualTo(1023);
    assertThat(Evaluator.accuracy(network, images)).isEqualTo(102 / 1023.0);
  }
}
