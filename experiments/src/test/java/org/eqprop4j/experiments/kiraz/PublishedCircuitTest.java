package org.eqprop4j.experiments.kiraz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.experiments.kiraz.PublishedCircuit.Feedback;
import org.eqprop4j.experiments.kiraz.PublishedCircuit.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedCircuitTest {
  private static final double[] SOURCES = {-2, 2, 1};

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void rightFeedbackGivesTheVoltagesOfTheBuiltInEngine(int outputs) {
    PublishedCircuit circuit = new PublishedCircuit(outputs, Feedback.RIGHT);
    SplittableRandom random = new SplittableRandom(3);
    for (int n = 0; n < 20; n++) {
      double[] weights = PublishedTraining.start(circuit, random);
      double[] injected = random.doubles(outputs, -1e-3, 1e-3).toArray();
      circuit.setWeights(weights);
      State state = circuit.solve(SOURCES, injected).orElseThrow();

      Model model = LibraryCircuit.with(outputs, weights);
      OperatingPoints points = new OperatingPoints(model.circuit().nodeCount(), 1);
      try (CircuitSolver solver =
          Engines.named("builtin")
              .load(model.circuit(), SolverOptions.DEFAULT.withVoltageTolerance(1e-12))) {
        solver.setParameters(model.parameters());
        solver.solve(SOURCES, null, new Phase(injected, points));
      }
      for (int o = 0; o < outputs; o++) {
        int node = model.circuit().outputs().nodes().get(o);
        assertThat(state.outputs()[o])
            .isCloseTo(points.requireConverged().voltage(node, 0), within(1e-11));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RIGHT", "REVERSED"})
  void currentsBalanceAtEveryNodeForEitherFeedbackAndSign(Feedback feedback) {
    PublishedCircuit circuit = new PublishedCircuit(1, feedback);
    double[] weights = {0.05, -0.02, 0.01, 0.03, -0.04, 0.06, 0.01, -0.02};
    circuit.setWeights(weights);
    State state = circuit.solve(SOURCES, 1e-3).orElseThrow();
    double[] drops = circuit.drops(SOURCES, state);

    assertThat(0.01 * drops[6] + 0.02 * drops[7]).isCloseTo(-1e-3, within(1e-14));
    for (int j = 0; j < 2; j++) {
      double h = state.hidden()[j];
      double in = 0;
      for (int i = 0; i < 3; i++) {
        in += Math.abs(weights[2 * i + j]) * drops[2 * i + j];
      }
      double delivered = Math.abs(weights[6 + j]) * drops[6 + j];
      double gain = j == 0 ? 4 : -4;
      double drawn = feedback == Feedback.RIGHT ? delivered / gain : -delivered / 4;
      double diodes = 1e-6 * (Math.exp((h - 0.3) / slope()) - Math.exp((-h - 0.3) / slope()));
      assertThat(in).isCloseTo(drawn + diodes, within(1e-8));
    }
  }

  /** N Vt at 25 C, where exp(-3) and SPICE's reverse law hide in the tolerance above. */
  private static double slope() {
    return 2 * 1.38064852e-23 * 298.15 / 1.6021766208e-19;
  }
}
