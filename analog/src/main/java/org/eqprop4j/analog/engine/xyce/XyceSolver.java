package org.eqprop4j.analog.engine.xyce;

import java.nio.file.Path;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolveArguments;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.Workers;

/**
 * Divides every batch into blocks of samples, each a run of Xyce. All phases of a sample stand next
 * to each other in the run and start from the step before; a start that is handed over cannot be
 * given to Xyce.
 */
final class XyceSolver implements CircuitSolver {
  private final Circuit circuit;
  private final SolverOptions options;
  private final XyceOptions xyce;
  private final XyceProcess process;
  private final Path temporary;
  private final SweptNetlist netlist;
  private final Workers workers;
  private double[] parameters;
  private String devices;

  /**
   * @param temporary where the directories of the runs are made
   */
  XyceSolver(
      Circuit circuit, SolverOptions options, XyceOptions xyce, Path executable, Path temporary) {
    this.circuit = circuit;
    this.options = options;
    this.xyce = xyce;
    this.process = new XyceProcess(executable, xyce.runLimit());
    this.temporary = temporary;
    this.netlist = new SweptNetlist(circuit);
    // A diode that Xyce does not know is refused now, not when training starts.
    netlist.devices(new double[circuit.parameterCount()]);
    this.workers = new Workers(options.threads());
  }

  @Override
  public Circuit circuit() {
    return circuit;
  }

  @Override
  public void setParameters(double[] values) {
    circuit.requireValid(values);
    parameters = values.clone();
    devices = netlist.devices(parameters);
  }

  /**
   * {@inheritDoc}
   *
   * @throws XyceException if Xyce refuses the circuit as a whole; the message holds its words
   */
  @Override
  public void solve(double[] features, OperatingPoints start, Phase... phases) {
    int samples = SolveArguments.require(circuit, parameters, features, start, phases);
    int perRun = xyce.samplesPerRun();
    workers.run(
        (samples + perRun - 1) / perRun,
        run -> {
          SampleBlock block =
              new SampleBlock(circuit, options, netlist, this::run, parameters, features);
          int first = run * perRun;
          block.solve(devices, first, Math.min(samples, first + perRun), phases);
        });
  }

  private Sweep run(String text, int steps) {
    int columns = 1 + circuit.reduction().unknownCount();
    return Sweep.run(process, temporary, text, steps, columns);
  }

  @Override
  public Workers workers() {
    return workers;
  }

  @Override
  public void close() {
    workers.close();
  }
}
