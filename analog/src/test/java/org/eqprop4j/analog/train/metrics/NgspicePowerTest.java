package org.eqprop4j.analog.train.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.spice.NgspiceProgram;
import org.eqprop4j.analog.spice.SpiceNetlist;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.RandomCircuit.Outputs;
import org.eqprop4j.analog.testing.RandomCircuit.Ranges;
import org.eqprop4j.analog.testing.Solves;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Power by class of element against the power that ngspice states for every device. */
class NgspicePowerTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyClassOfElementHasThePowerThatNgspiceStates(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    RandomCircuit net = RandomCircuit.of(random, Ranges.MILD, Outputs.EVERY_ZONE, false, 2.5, -0.7);
    Circuit circuit = net.circuit();
    double[] x = RandomCircuit.uniform(random, circuit.featureCount(), 1);
    double[] currents = RandomCircuit.uniform(random, circuit.outputs().nodes().size(), 1e-6);
    OperatingPoints points = new OperatingPoints(circuit.nodeCount(), 1);
    try (CircuitSolver solver =
        Solves.load(circuit, net.parameters(), new SolverOptions(1, 1e-13, 200))) {
      solver.solve(x, null, new Phase(currents, points));
    }
    Power found =
        new PowerMeter(circuit).of(net.parameters(), points.requireConverged(), currents, 0);

    Power stated = stated(new SpiceNetlist(circuit, net.parameters(), x, currents, 1).toString());
    double small = 1e-6 * stated.total();
    assertThat(found.resistors()).isCloseTo(stated.resistors(), within(small));
    assertThat(found.diodes()).isCloseTo(stated.diodes(), within(small));
    assertThat(found.sources()).isCloseTo(stated.sources(), within(small));
    assertThat(found.amplifiers()).isCloseTo(stated.amplifiers(), within(small));
  }

  /** What ngspice says; it counts power that a device takes up, sources and amplifiers too. */
  private Power stated(String netlist) throws IOException, InterruptedException {
    StringBuilder save = new StringBuilder(".save");
    netlist
        .lines()
        .filter(line -> line.matches("[a-z].*"))
        .forEach(line -> save.append(" @").append(line.split(" ", 0)[0]).append("[p]"));
    Path file = directory.resolve("power.cir");
    Files.writeString(file, netlist.replace(".end\n", save + "\n.end\n"));
    Map<String, double[]> power = NgspiceProgram.run(file);
    return new Power(-sum(power, "vi"), -sum(power, "ef"), sum(power, "r"), sum(power, "d"));
  }

  private static double sum(Map<String, double[]> power, String letters) {
    double sum = 0;
    for (Map.Entry<String, double[]> device : power.entrySet()) {
      boolean counts =
          device.getKey().startsWith("@") && letters.indexOf(device.getKey().charAt(1)) >= 0;
      sum += counts ? device.getValue()[0] : 0;
    }
    return sum;
  }
}
