package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.Tolerances;
import org.eqprop4j.analog.engine.Workers;
import org.eqprop4j.analog.testing.Installed;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.RandomCircuit.Outputs;
import org.eqprop4j.analog.testing.RandomCircuit.Ranges;
import org.eqprop4j.analog.testing.Solves;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Voltages and EqProp gradients on ngspice against those on the built-in engine. */
class NgspiceAgreementTest {
  private static final int CIRCUITS = 200;
  private static final int SAMPLES = 3;

  /** So tight that the differences are ngspice's. */
  private static final SolverOptions TIGHT = new SolverOptions(1, 1e-13, 200);

  private static final SolverOptions USUAL = new SolverOptions(1, 1e-9, 200);

  private static final GradientEstimator ESTIMATOR = new GradientEstimator.Centred(1e-7);

  /** A random circuit with samples and a loss gradient at its output nodes [1/V]. */
  private static final class Case {
    private final RandomCircuit net;
    private final double[] x;
    private final double[] lossGradient;

    Case(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] gains = new double[random.nextInt(4)];
      for (int i = 0; i < gains.length; i++) {
        gains[i] = (random.nextBoolean() ? 1 : -1) * random.nextDouble(0.5, 5);
      }
      net = RandomCircuit.of(random, Ranges.MILD, Outputs.EVERY_ZONE, false, gains);
      x = RandomCircuit.uniform(random, net.circuit().featureCount() * SAMPLES, 1);
      int outputs = net.circuit().outputs().nodes().size();
      lossGradient = RandomCircuit.uniform(random, outputs * SAMPLES, 1);
    }

    double[] voltagesAndGradient(Engine engine, SolverOptions options, double[] gradient) {
      Circuit circuit = net.circuit();
      OperatingPoints free = new OperatingPoints(circuit.nodeCount(), SAMPLES);
      try (CircuitSolver solver = engine.load(circuit, options)) {
        solver.setParameters(net.parameters());
        solver.solve(x, null, Phase.free(free));
        free.requireConverged();
        new ParameterGradient(circuit, new Workers(1), Integer.MAX_VALUE)
            .sum(ESTIMATOR.contrast(solver, x, free, lossGradient), net.parameters(), gradient);
      }
      return free.voltages();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ngspice", "ngspice-full"})
  void voltagesAndGradientsOfRandomCircuitsAgree(String name) {
    Engine engine = Installed.requireEngine(name);
    double worstVolts = 0;
    double worstGradient = 0;
    for (int seed = 0; seed < CIRCUITS; seed++) {
      Case random = new Case(seed);
      double[] expected = new double[random.net.parameters().length];
      double[] found = new double[expected.length];
      double distance =
          Solves.distance(
              random.voltagesAndGradient(Engines.named("builtin"), TIGHT, expected),
              random.voltagesAndGradient(engine, USUAL, found));
      double largest = Solves.distance(expected, new double[expected.length]);
      assertThat(largest).isPositive();
      double relative = relativeDistance(random.net.circuit(), expected, found);
      assertThat(distance).as("circuit %d", seed).isLessThan(Tolerances.VOLTS);
      assertThat(relative).as("circuit %d", seed).isLessThan(Tolerances.RELATIVE_GRADIENT);
      worstVolts = Math.max(worstVolts, distance);
      worstGradient = Math.max(worstGradient, relative);
    }
    System.out.printf(
        "%s: %d circuits, voltages within %.2g V, gradients within %.2g%n",
        name, CIRCUITS, worstVolts, worstGradient);
  }

  /** The difference of each layer's gradient over its size; layers have units of their own. */
  private static double relativeDistance(Circuit circuit, double[] expected, double[] found) {
    double worst = 0;
    for (var parameter : circuit.parameters()) {
      double difference = 0;
      double size = 0;
      for (int i = parameter.offset(); i < parameter.end(); i++) {
        difference += Math.pow(found[i] - expected[i], 2);
        size += Math.pow(expected[i], 2);
      }
      if (size > 0) {
        worst = Math.max(worst, Math.sqrt(difference / size));
      }
    }
    return worst;
  }
}
