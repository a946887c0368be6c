package org.eqprop4j.analog.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.engine.Workers;
import org.junit.jupiter.api.Test;

/** Where a free phase starts, against bisection of each node's own law. */
class ColdStartTest {
  private static final int NODES = 20;
  private static final ShockleyDiode DIODE = ShockleyDiode.of(1e-8);
  private static final double CLIP = 0.05;

  @Test
  void nodesThatNothingCouplesStartWithinAMillivoltOfWhereTheySettle() {
    SplittableRandom random = new SplittableRandom(3);
    Circuit circuit = uncoupled();
    double[] parameters = new double[circuit.parameterCount()];
    for (Parameter p : circuit.parameters()) {
      switch (p.name()) {
        case "down" -> Arrays.fill(parameters, p.offset(), p.end(), CLIP);
        case "up" -> Arrays.fill(parameters, p.offset(), p.end(), -CLIP);
        default -> {
          for (int i = p.offset(); i < p.end(); i++) {
            parameters[i] = random.nextDouble(1e-7, 1e-5);
          }
        }
      }
    }
    ReducedSystem system = new ReducedSystem(circuit);
    system.setParameters(parameters, new Workers(1));
    LaneState state = new LaneState(system);
    double[] rightSide = new double[NODES * LANES];
    for (int i = 0; i < rightSide.length; i++) {
      rightSide[i] = system.diagonal[i / LANES] * random.nextDouble(-0.5, 0.5);
    }
    new ColdStart(system).set(rightSide, state, new double[rightSide.length], new DiodeBuffers());
    for (int i = 0; i < rightSide.length; i++) {
      double expected = settled(system.diagonal[i / LANES], rightSide[i]);
      assertThat(state.x[i]).isCloseTo(expected, within(1e-3));
    }
  }

  private static Circuit uncoupled() {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes nodes = b.nodes("nodes", NODES);
    b.crossbar("weights", x, nodes, true);
    b.diodes("down", nodes, Direction.DOWN, DIODE, true);
    b.diodes("up", nodes, Direction.UP, DIODE, true);
    b.outputs("out", nodes, false);
    return b.build();
  }

  /** The voltage at which conductances and diodes together carry the current. */
  private static double settled(double siemens, double amperes) {
    double low = -1;
    double high = 1;
    for (int i = 0; i < 60; i++) {
      double v = 0.5 * (low + high);
      double carried = siemens * v + DIODE.current(v - CLIP) - DIODE.current(-CLIP - v);
      if (carried < amperes) {
        low = v;
      } else {
        high = v;
      }
    }
    return low;
  }
}
