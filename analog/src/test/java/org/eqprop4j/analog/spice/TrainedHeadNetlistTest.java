package org.eqprop4j.analog.spice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.FashionPixels;
import org.eqprop4j.analog.testing.HeadModel;
import org.eqprop4j.analog.testing.Installed;
import org.eqprop4j.analog.testing.Solves;
import org.eqprop4j.analog.testing.Training;
import org.eqprop4j.data.Samples;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The head for Fashion-MNIST in its full size, trained on real images, in the stock program. */
class TrainedHeadNetlistTest {
  private static final int TRAINED = 4000;
  private static final int EXPORTED = 50;
  private static final int FEATURES = 128;

  @TempDir Path directory;

  @Test
  @Tag("slow")
  void theStockProgramClassifiesTheSameSamplesAlike() throws Exception {
    Installed.requireProgram("ngspice", "apt install ngspice");
    Samples images = FashionPixels.training(TRAINED + EXPORTED);
    Model head = HeadModel.fashion(1);
    try (Training training = new Training(head, images.range(0, TRAINED), 64, 2)) {
      training.epochs(0, 1);
      assertThat(training.accuracy()).isGreaterThan(0.7);
    }
    Samples unseen = images.range(TRAINED, TRAINED + EXPORTED);
    double[] x = new double[FEATURES * EXPORTED];
    for (int s = 0; s < EXPORTED; s++) {
      for (int f = 0; f < FEATURES; f++) {
        x[f * EXPORTED + s] = unseen.features()[s * FEATURES + f];
      }
    }
    SpiceNetlist netlist = new SpiceNetlist(head.circuit(), head.parameters(), x, null, EXPORTED);
    Path file = directory.resolve("head.cir");
    netlist.save(file);
    Map<String, double[]> volts = NgspiceProgram.run(file);

    OperatingPoints builtin =
        Solves.free(head.circuit(), head.parameters(), x, EXPORTED, SolverOptions.DEFAULT)
            .requireConverged();
    Nodes outputs = head.circuit().outputs().nodes();
    int[] expected = new int[EXPORTED];
    int[] found = new int[EXPORTED];
    int right = 0;
    for (int s = 0; s < EXPORTED; s++) {
      int sample = s;
      expected[s] = largest(outputs, node -> builtin.voltage(node, sample));
      found[s] = largest(outputs, node -> volts.get("v(" + netlist.nodeName(node) + ")")[sample]);
      right += found[s] == unseen.label(s) ? 1 : 0;
    }
    assertThat(found).isEqualTo(expected);
    assertThat(Arrays.stream(found).distinct().count()).isGreaterThan(7);
    assertThat(right).isGreaterThan(EXPORTED * 6 / 10);
  }

  private interface NodeVoltage {
    double of(int node);
  }

  /** The class whose two output nodes differ most. */
  private static int largest(Nodes outputs, NodeVoltage voltage) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < outputs.size() / 2; k++) {
      double folded = voltage.of(outputs.get(2 * k)) - voltage.of(outputs.get(2 * k + 1));
      if (folded > most) {
        most = folded;
        best = k;
      }
    }
    return best;
  }
}
