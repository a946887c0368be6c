package org.eqprop4j.analog.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element.CurrentOutputs;
import org.eqprop4j.analog.circuit.Outputs;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.Workers;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.loss.Loss;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A model on an engine, with a loss: predictions, and gradients with respect to parameters and
 * inputs. What trainers and bridges are made from. Not for use by several threads at once.
 */
public final class AnalogNetwork implements AutoCloseable {
  private final Model model;
  private final Loss loss;
  private final OutputConverter converter;
  private final CircuitSolver solver;
  private final Readout readout;
  private final ParameterGradient parameterGradient;

  /** On the built-in engine, with its usual options. */
  public AnalogNetwork(Model model, Loss loss) {
    this(model, loss, Engines.named("builtin"), SolverOptions.DEFAULT);
  }

  public AnalogNetwork(Model model, Loss loss, Engine engine, SolverOptions options) {
    this(model, loss, engine, options, OutputConverter.EXACT);
  }

  /** With a converter at the outputs. */
  public AnalogNetwork(
      Model model, Loss loss, Engine engine, SolverOptions options, OutputConverter converter) {
    this.model = model;
    this.loss = loss;
    this.converter = converter;
    this.solver = engine.load(model.circuit(), options);
    this.readout = new Readout(model.circuit().outputs());
    this.parameterGradient =
        new ParameterGradient(model.circuit(), solver.workers(), solver.partSize());
    useParameters();
  }

  public Model model() {
    return model;
  }

  /** The threads that work for this network. */
  Workers workers() {
    return solver.workers();
  }

  /** Takes batches for this network from iterators, each as a whole. */
  BatchReader reader() {
    return new BatchReader(featureCount(), outputCount(), Integer.MAX_VALUE, workers());
  }

  /** Takes batches from iterators in the parts that this network's engine solves best. */
  BatchReader partsReader() {
    return new BatchReader(featureCount(), outputCount(), solver.partSize(), workers());
  }

  /** Number of inputs of a sample. */
  public int featureCount() {
    return model.circuit().featureCount();
  }

  /** Number of outputs of a sample. */
  public int outputCount() {
    return readout.size();
  }

  /** Takes over the model's parameters after they changed. */
  public void useParameters() {
    solver.setParameters(model.parameters());
  }

  /**
   * The free phase.
   *
   * @param features input voltages [V], {@code features x samples}
   */
  public OperatingPoints free(double[] features) {
    int samples = features.length / featureCount();
    OperatingPoints points = new OperatingPoints(model.circuit().nodeCount(), samples);
    solver.solve(features, null, Phase.free(points));
    return points.requireConverged();
  }

  /**
   * What the free phase says.
   *
   * @param points the operating points
   * @param outputs outputs y [V] as they are read, {@code outputs x samples}
   * @param predicted class of each sample: the largest output of the first head
   * @param losses loss of each sample
   * @param nodeGradient dC/dV of the output nodes [1/V], {@code output nodes x samples}
   */
  @SuppressWarnings("ArrayRecordComponent") // A carrier of buffers, never compared.
  public record Free(
      OperatingPoints points,
      double[] outputs,
      int[] predicted,
      double[] losses,
      double[] nodeGradient) {

    /**
     * Room for what the free phases of a circuit say about so many samples.
     *
     * @param first number of the first one in the batch
     */
    static Free room(Circuit circuit, int samples, int first) {
      return around(circuit, new OperatingPoints(circuit.nodeCount(), samples, first));
    }

    private static Free around(Circuit circuit, OperatingPoints points) {
      int samples = points.samples();
      return new Free(
          points,
          new double[circuit.outputs().outputs() * samples],
          new int[samples],
          new double[samples],
          new double[circuit.outputs().nodes().size() * samples]);
    }
  }

  /**
   * The free phase with its losses.
   *
   * @param features input voltages [V], {@code features x samples}
   * @param targets targets, {@code outputs x samples}
   */
  public Free freeWithLoss(double[] features, double[] targets) {
    Free into = room(features.length / featureCount());
    freeWithLoss(features, targets, into);
    return into;
  }

  /** Room for the free phases of batches of so many samples, one after the other. */
  public Free room(int samples) {
    return Free.room(model.circuit(), samples, 0);
  }

  /** The same in room that is used for one batch after the other. */
  public void freeWithLoss(double[] features, double[] targets, Free into) {
    solver.solve(features, null, judging(targets, into), Phase.free(into.points()));
    into.points().requireConverged();
  }

  private Workers.RangeWork judging(double[] targets, Free into) {
    return (first, end) -> {
      if (into.points().converged(first, end)) {
        judge(targets, into, first, end);
      }
    };
  }

  /** The free phase with its losses and the nudged phases, in room used for one after the other. */
  PhaseContrast solve(
      GradientEstimator estimator,
      double[] features,
      double[] targets,
      Free into,
      PhaseBuffers buffers) {
    return estimator.solve(
        solver, features, into.points(), judging(targets, into), into.nodeGradient(), buffers);
  }

  /**
   * The losses of operating points of the free phase that were found before.
   *
   * @param targets targets, {@code outputs x samples}
   */
  public Free withLoss(OperatingPoints points, double[] targets) {
    Free into = Free.around(model.circuit(), points);
    judge(targets, into);
    return into;
  }

  /**
   * Overwrites what was said about operating points by what other targets make of them.
   *
   * @param targets targets, {@code outputs x samples}
   */
  public void judge(double[] targets, Free into) {
    judge(targets, into, 0, into.points().samples());
  }

  /** The same for the samples from {@code first} (inclusive) to {@code end} (exclusive). */
  private void judge(double[] targets, Free into, int first, int end) {
    int samples = into.points().samples();
    int classes = model.circuit().outputs().heads().get(0).outputs();
    double[] volts = new double[readout.size()];
    double[] y = new double[volts.length];
    double[] target = new double[volts.length];
    double[] lossGradient = new double[volts.length];
    for (int s = first; s < end; s++) {
      readout.read(into.points(), s, volts);
      for (int k = 0; k < y.length; k++) {
        y[k] = converter.convert(volts[k]);
        target[k] = targets[k * samples + s];
        into.outputs()[k * samples + s] = y[k];
      }
      into.losses()[s] = loss.evaluate(y, target, lossGradient);
      for (int k = 0; k < y.length; k++) {
        lossGradient[k] *= converter.slope(volts[k]);
      }
      into.predicted()[s] = Evaluation.argMax(y, 0, classes, 1, 0);
      readout.spread(lossGradient, s, samples, into.nodeGradient());
    }
  }

  /**
   * The nudged phases.
   *
   * @param features input voltages [V] as given for the free phase
   */
  public PhaseContrast contrast(GradientEstimator estimator, double[] features, Free free) {
    return estimator.contrast(solver, features, free.points(), free.nodeGradient());
  }

  /** The same in room that is used for one batch after the other. */
  public PhaseContrast contrast(
      GradientEstimator estimator, double[] features, Free free, PhaseBuffers buffers) {
    return estimator.contrast(solver, features, free.points(), free.nodeGradient(), buffers);
  }

  /** dC/dtheta summed over the samples, written to {@code gradient}. */
  public void sumParameterGradient(PhaseContrast contrast, double[] gradient) {
    parameterGradient.sum(contrast, model.parameters(), gradient);
  }

  /** Where gradients of batches are made part by part. */
  ParameterGradient parameterGradient() {
    return parameterGradient;
  }

  /**
   * dC/dx of every sample, {@code features x samples} [1/V], for the model's present parameters.
   */
  public InputGradients inputGradients() {
    InputGradient gradient = new InputGradient(model.circuit(), model.parameters(), workers());
    return gradient::perSample;
  }

  /** Input gradients for fixed parameters. */
  public interface InputGradients {
    /** Writes dC/dx [1/V], {@code features x samples}. */
    void write(PhaseContrast contrast, double[] gradient);
  }

  /**
   * What the circuit answers.
   *
   * @param features input voltages [V], {@code [samples, features]}
   * @return outputs y [V], {@code [samples, outputs]}
   */
  public INDArray predict(INDArray features) {
    int samples = Math.toIntExact(features.size(0));
    double[] columns = BatchReader.columns(features, samples, featureCount(), "features");
    OperatingPoints points = free(columns);
    double[][] rows = new double[samples][outputCount()];
    for (int s = 0; s < samples; s++) {
      readout.read(points, s, rows[s]);
      for (int k = 0; k < rows[s].length; k++) {
        rows[s][k] = converter.convert(rows[s][k]);
      }
    }
    return Nd4j.createFromArray(rows);
  }

  /** Classifies everything that the iterator has; with several heads, by the first. */
  public Evaluation evaluate(DataSetIterator data) {
    return evaluateHeads(data).get(model.circuit().outputs().heads().get(0).name());
  }

  /**
   * Classifies everything that the iterator has, by each head.
   *
   * @return by name of the head, in their order; the loss is that of all heads together
   */
  public Map<String, Evaluation> evaluateHeads(DataSetIterator data) {
    Outputs outputs = model.circuit().outputs();
    Map<String, int[][]> confusions = new LinkedHashMap<>();
    for (CurrentOutputs head : outputs.heads()) {
      confusions.put(head.name(), new int[head.outputs()][head.outputs()]);
    }
    double total = 0;
    int samples = 0;
    BatchReader reader = partsReader();
    BatchPhases phases = new BatchPhases(this);
    data.reset();
    while (data.hasNext()) {
      Batch batch = reader.next(data);
      phases.solveFree(batch);
      for (int p = 0; p < batch.parts().size(); p++) {
        Batch.Part part = batch.parts().get(p);
        Free free = phases.free().get(p);
        count(part, free, confusions);
        for (double loss : free.losses()) {
          total += loss;
        }
      }
      samples += batch.samples();
    }
    Map<String, Evaluation> evaluations = new LinkedHashMap<>();
    double loss = samples == 0 ? 0 : total / samples;
    int count = samples;
    confusions.forEach((head, c) -> evaluations.put(head, new Evaluation(count, loss, c)));
    return evaluations;
  }

  private void count(Batch.Part part, Free free, Map<String, int[][]> confusions) {
    Outputs outputs = model.circuit().outputs();
    for (CurrentOutputs head : outputs.heads()) {
      int first = outputs.firstOutput(head);
      for (int s = 0; s < part.samples(); s++) {
        int is = Evaluation.argMax(part.targets(), first, head.outputs(), part.samples(), s);
        int said = Evaluation.argMax(free.outputs(), first, head.outputs(), part.samples(), s);
        confusions.get(head.name())[is][said]++;
      }
    }
  }

  @Override
  public void close() {
    solver.close();
  }
}
