package org.eqprop4j.analog.engine.worker;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.ngspice.NgspiceEngine;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.HeadModel;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.WorkerProcesses;

/** What is tried with a parent process of its own. */
final class WorkerForks {
  private WorkerForks() {}

  /** Solves for ever, and says which processes do. */
  public static void main(String[] arguments) {
    Model head = HeadModel.of(4, 12, 3, 1);
    Circuit circuit = head.circuit();
    OperatingPoints points = new OperatingPoints(circuit.nodeCount(), 10);
    double[] x = RandomCircuit.uniform(new SplittableRandom(1), 40, 2);
    try (CircuitSolver solver =
        new IsolatedEngine(new NgspiceEngine()).load(circuit, SolverOptions.DEFAULT)) {
      solver.setParameters(head.parameters());
      solver.solve(x, null, Phase.free(points));
      points.requireConverged();
      System.out.println(
          WorkerProcesses.now().stream()
              .map(worker -> Long.toString(worker.pid()))
              .collect(Collectors.joining(" ")));
      if (arguments[0].equals("end")) {
        return;
      }
      while (arguments[0].equals("work")) {
        solver.solve(x, null, Phase.free(points));
      }
      sleep();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(Duration.ofMinutes(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
