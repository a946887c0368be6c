package org.eqprop4j.digital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.fashion.FashionMnist;
import org.eqprop4j.data.files.DataPlaces;
import org.eqprop4j.data.files.Resolver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The paper's first step on the real data set: 90 % on the test images after 20 epochs. */
@Tag("slow")
class FashionMnistTest {
  private static final int EPOCHS = 20;
  private static final int BATCH = 64;
  private static final long SEED = 1;

  @Test
  void thePapersNetworkReachesThePapersAccuracy() {
    DataPlaces places = DataPlaces.ofUser(Optional.empty());
    assumeThat(places.system().resolve("fashion-mnist")).as("Debian's package").isDirectory();
    FashionMnist images = FashionMnist.find(new Resolver(places));
    Samples train = images.train();
    ComputationGraph network =
        PaperCnn.create(SEED, PaperCnn.updater(EPOCHS * train.inOrder(BATCH).batches()));

    new NetworkTrainer(EPOCHS, BATCH, SEED).fit(network, train);

    assertThat(Evaluator.accuracy(network, images.test())).isGreaterThanOrEqualTo(0.9);
  }
}
