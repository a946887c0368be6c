package org.eqprop4j.bridge.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.api.StatsReport;
import org.deeplearning4j.ui.model.stats.api.StatsType;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** What Deeplearning4j's training UI shows comes from its {@link StatsListener}. */
class StatsListenerTest {
  private static final int STEPS = 3;

  @Test
  void theTrainingUiIsToldTheScoreAndTheConductancesOfEachStep() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.1))
                .list()
                .layer(new DacLayer.Builder(new Converter(2, 0)).build())
                .layer(
                    new AnalogOutputLayer.Builder(AnalogBlock.of(Networks.head(5), 3))
                        .name("analog")
                        .nIn(4)
                        .build())
                .build());
    network.init();
    InMemoryStatsStorage storage = new InMemoryStatsStorage();
    INDArray inputs = Nd4j.linspace(-1, 1, 24).reshape(6, 4).castTo(network.params().dataType());
    INDArray labels = Nd4j.eye(3).repeat(0, 2).castTo(inputs.dataType());
    double[] scores = new double[STEPS];
    double[] magnitudes = new double[STEPS];
    BaseTrainingListener recorder =
        new BaseTrainingListener() {
          @Override
          public void iterationDone(Model model, int iteration, int epoch) {
            scores[iteration] = model.score();
            magnitudes[iteration] = model.getParam("1_d1").ameanNumber().doubleValue();
          }
        };
    network.setListeners(new StatsListener(storage, 1), recorder);

    for (int i = 0; i < STEPS; i++) {
      network.fit(inputs, labels);
    }

    String session = storage.listSessionIDs().get(0);
    String type = storage.listTypeIDsForSession(session).get(0);
    String worker = storage.listWorkerIDsForSession(session).get(0);
    List<StatsReport> reports =
        storage.getAllUpdatesAfter(session, type, worker, 0).stream()
            .map(StatsReport.class::cast)
            .toList();
    assertThat(reports).hasSize(STEPS);
    for (int i = 0; i < STEPS; i++) {
      Map<String, Double> told = reports.get(i).getMeanMagnitudes(StatsType.Parameters);
      assertThat(reports.get(i).getScore()).isCloseTo(scores[i], within(1e-9));
      assertThat(told.get("1_d1")).isCloseTo(magnitudes[i], within(1e-6));
    }
  }
}
