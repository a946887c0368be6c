package org.eqprop4j.analog.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.testing.Kirchhoff;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.RandomCircuit.Outputs;
import org.eqprop4j.analog.testing.RandomCircuit.Ranges;
import org.eqprop4j.analog.testing.Solves;

/**
 * Random circuits far from anything that is built: inputs up to 100 V, conductances over six
 * decades, saturation currents over ten, gains from 0.1 to 20.
 */
class ExtremeCircuitsTest {
  private static final int SAMPLES = 40;
  private static final SolverOptions USUAL = new SolverOptions(1, 1e-9, 200);

  /** In this one rounding makes Newton's direction 1e20 V long. */
  @Example
  void convergesWhereStrongDiodesHideWhatElseHoldsANode() {
    everySampleConvergesToWithinTheToleranceFromAColdStart(1017);
  }

  @Property(tries = 300)
  void everySampleConvergesToWithinTheToleranceFromAColdStart(@ForAll @LongRange long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomCircuit net = draw(random);
    double[] x = inputs(random, net.circuit(), 100);
    OperatingPoints usual =
        Solves.free(net.circuit(), net.parameters(), x, SAMPLES, USUAL).requireConverged();
    OperatingPoints tight =
        Solves.free(net.circuit(), net.parameters(), x, SAMPLES, USUAL.withVoltageTolerance(1e-13))
            .requireConverged();
    assertThat(Solves.distance(usual.voltages(), tight.voltages())).isLessThan(1e-9);
    for (int s = 0; s < SAMPLES; s++) {
      assertThat(Kirchhoff.worstViolation(net.circuit(), net.parameters(), usual, s, null))
          .isLessThan(1e-9);
      assertThat(Kirchhoff.worstViolation(net.circuit(), net.parameters(), tight, s, null))
          .isLessThan(1e-11);
    }
  }

  @Property(tries = 300)
  void nudgesOfAnySizeConvergeToTheSamePointFromWarmAndColdStart(@ForAll @LongRange long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomCircuit net = draw(random);
    Circuit circuit = net.circuit();
    if (seed % 2 == 0) {
      groundAllSources(net);
    }
    double[] x = inputs(random, circuit, Math.pow(10, random.nextDouble(-6, 0)));
    double[] currents =
        RandomCircuit.uniform(
            random,
            circuit.outputs().nodes().size() * SAMPLES,
            Math.pow(10, random.nextDouble(-16, -3)));
    OperatingPoints free = new OperatingPoints(circuit.nodeCount(), SAMPLES);
    OperatingPoints warm = new OperatingPoints(circuit.nodeCount(), SAMPLES);
    OperatingPoints cold = new OperatingPoints(circuit.nodeCount(), SAMPLES);
    try (CircuitSolver solver = Solves.load(circuit, net.parameters(), USUAL)) {
      solver.solve(x, null, Phase.free(free));
      solver.solve(x, free.requireConverged(), new Phase(currents, warm));
      solver.solve(x, null, new Phase(currents, cold));
    }
    OperatingPoints tight = new OperatingPoints(circuit.nodeCount(), SAMPLES);
    try (CircuitSolver solver =
        Solves.load(circuit, net.parameters(), USUAL.withVoltageTolerance(1e-13))) {
      solver.solve(x, null, new Phase(currents, tight));
    }
    double[] point = tight.requireConverged().voltages();
    assertThat(Solves.distance(warm.requireConverged().voltages(), point)).isLessThan(1e-9);
    assertThat(Solves.distance(cold.requireConverged().voltages(), point)).isLessThan(1e-9);
    for (int s = 0; s < SAMPLES; s++) {
      assertThat(Kirchhoff.worstViolation(circuit, net.parameters(), warm, s, currents))
          .isLessThan(1e-9);
    }
  }

  private static RandomCircuit draw(SplittableRandom random) {
    double[] gains = new double[random.nextInt(4)];
    for (int i = 0; i < gains.length; i++) {
      gains[i] = (random.nextBoolean() ? 1 : -1) * 0.1 * Math.pow(200, random.nextDouble());
    }
    return RandomCircuit.of(random, Ranges.EXTREME, Outputs.EVERY_ZONE, false, gains);
  }

  /** From a hundred-thousandth of the bound in the first sample to the bound in the last. */
  private static double[] inputs(SplittableRandom random, Circuit circuit, double bound) {
    double[] x = RandomCircuit.uniform(random, circuit.featureCount() * SAMPLES, bound);
    for (int i = 0; i < x.length; i++) {
      x[i] *= Math.pow(10, -5 + 5.0 * (i % SAMPLES) / (SAMPLES - 1));
    }
    return x;
  }

  /** Diodes at 0 V carry nothing: there, energies are below the rounding of their parts. */
  private static void groundAllSources(RandomCircuit net) {
    for (Parameter p : net.circuit().parameters()) {
      for (int i = p.offset(); i < p.end(); i++) {
        net.parameters()[i] = p.kind() == Parameter.Kind.VOLTAGE ? 0 : net.parameters()[i];
      }
    }
  }
}
