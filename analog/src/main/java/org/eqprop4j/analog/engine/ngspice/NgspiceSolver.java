package org.eqprop4j.analog.engine.ngspice;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.Workers;

/**
 * Divides every batch among a fixed number of instances, a block of samples for each. Every sample
 * starts from the operating point before it in its block, which is also what the phases of a sample
 * do; a start that is handed over cannot be given to ngspice.
 */
final class NgspiceSolver implements CircuitSolver {
  private final Circuit circuit;
  private final List<Lane> lanes = new ArrayList<>();
  private final Workers workers;
  private boolean ready;
  private boolean closed;

  NgspiceSolver(Circuit circuit, Path file, SolverOptions options, NgspiceOptions ngspice) {
    this.circuit = circuit;
    this.workers = new Workers(options.threads());
    for (int i = 0; i < ngspice.instances(); i++) {
      lanes.add(new Lane(circuit, file, options, ngspice));
    }
  }

  @Override
  public Circuit circuit() {
    return circuit;
  }

  @Override
  public void setParameters(double[] parameters) {
    circuit.requireValid(parameters);
    double[] copy = parameters.clone();
    lanes.forEach(lane -> lane.setParameters(copy));
    ready = true;
  }

  /**
   * {@inheritDoc}
   *
   * @throws NgspiceException if ngspice refuses the circuit as a whole; the message holds its words
   */
  @Override
  public void solve(double[] features, OperatingPoints start, Phase... phases) {
    if (closed) {
      throw new IllegalStateException("the solver is closed");
    }
    if (!ready) {
      throw new IllegalStateException("parameters must be set before solving");
    }
    int samples = phases[0].result().samples();
    requireLength(features, circuit.featureCount(), samples, "input voltages");
    for (Phase phase : phases) {
      if (phase.currents() != null) {
        requireLength(
            phase.currents(), circuit.outputs().nodes().size(), samples, "injected currents");
      }
    }
    int count = lanes.size();
    workers.run(
        count,
        i ->
            lanes
                .get(i)
                .solve(
                    features,
                    (int) ((long) samples * i / count),
                    (int) ((long) samples * (i + 1) / count),
                    phases));
  }

  private static void requireLength(double[] values, int width, int samples, String what) {
    if (values.length != (long) width * samples) {
      throw new IllegalArgumentException(
          "expected "
              + (long) width * samples
              + " "
              + what
              + " for the batch, got "
              + values.length);
    }
  }

  @Override
  public void close() {
    closed = true;
    lanes.forEach(Lane::close);
    workers.close();
  }
}
