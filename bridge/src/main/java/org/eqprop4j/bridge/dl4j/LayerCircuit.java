package org.eqprop4j.bridge.dl4j;

import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolveException;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.worker.Isolation;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.OutputConverter;
import org.eqprop4j.analog.train.PhaseBuffers;
import org.eqprop4j.analog.train.PhaseContrast;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The circuit of an analog layer on its engine, between ND4J's arrays and the engine's. The free
 * phase is solved once for the same inputs and parameters, however often Deeplearning4j asks: it
 * does so for the gradient and again for the score.
 *
 * <p>Not for use by several threads at once. The engine is released by {@link #close} or when
 * nobody refers to this any more.
 */
final class LayerCircuit {
  private static final Cleaner CLEANER = Cleaner.create();

  private final AnalogConfiguration configuration;
  private final AnalogBlock block;
  private final GradientEstimator estimator;
  private final Model model;
  private final AnalogNetwork network;
  private final Cleaner.Cleanable release;
  private final Seen inputs = new Seen();
  private final Seen parameters = new Seen();
  private final double[] gradient;
  private double[] features = new double[0];
  private AnalogNetwork.Free free;
  private PhaseBuffers nudged;
  private boolean solved;

  /** What an array held when it was looked at last. */
  private static final class Seen {
    private double[] last = new double[0];
    private double[] now = new double[0];

    /** Looks again: whether something else is there. */
    boolean changes(INDArray array) {
      if (now.length != array.length()) {
        now = new double[Math.toIntExact(array.length())];
      }
      PlainArrays.readRows(array, now);
      if (Arrays.equals(now, last)) {
        return false;
      }
      double[] before = last;
      last = now;
      now = before;
      return true;
    }

    /** Whatever is there next is something else. */
    void forget() {
      last = new double[0];
    }
  }

  LayerCircuit(AnalogConfiguration configuration) {
    this.configuration = configuration;
    block = configuration.getBlock();
    estimator = block.nudging().estimator(block.beta());
    model = block.build(configuration.getNIn(), 0);
    SolverOptions options =
        SolverOptions.DEFAULT
            .withThreads(block.threads())
            .withVoltageTolerance(block.voltageTolerance());
    Isolation isolation = block.isolated() ? Isolation.ALWAYS : Isolation.NEVER;
    Engine engine = isolation.of(Engines.named(block.engine()), 0);
    OutputConverter adc = block.adc() == null ? OutputConverter.EXACT : block.adc();
    AnalogNetwork loaded = new AnalogNetwork(model, LayerCircuit::linear, engine, options, adc);
    network = loaded;
    gradient = new double[model.parameters().length];
    release = CLEANER.register(this, loaded::close);
  }

  /** The loss whose slope is what the layers above sent back. */
  private static double linear(double[] outputs, double[] slopes, double[] gradient) {
    double sum = 0;
    for (int k = 0; k < outputs.length; k++) {
      gradient[k] = slopes[k];
      sum += slopes[k] * outputs[k];
    }
    return sum;
  }

  void close() {
    release.clean();
  }

  /**
   * The free phase.
   *
   * @param input voltages [V], {@code [batch, inputs]}
   * @param values the layer's parameters
   * @return outputs times the output scale, {@code [batch, outputs]}
   */
  INDArray forward(INDArray input, INDArray values, LayerWorkspaceMgr workspaces) {
    solve(input, values);
    int samples = Math.toIntExact(input.size(0));
    double[] outputs = PlainArrays.transposed(free.outputs(), network.outputCount());
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] *= block.outputScale();
    }
    return array(ArrayType.ACTIVATIONS, input, samples, outputs, workspaces);
  }

  /**
   * The nudged phases.
   *
   * @param slopes change of the loss with what {@link #forward} returned, {@code [batch, outputs]}
   * @param flat where the gradient of all parameters goes, summed over the batch
   * @param views the same, parameter by parameter
   * @return the gradient, and the change of the loss with the inputs [1/V]
   */
  Pair<Gradient, INDArray> backward(
      INDArray input,
      INDArray values,
      INDArray slopes,
      INDArray flat,
      Map<String, INDArray> views,
      LayerWorkspaceMgr workspaces) {
    solve(input, values);
    int samples = Math.toIntExact(input.size(0));
    double[] perVolt = PlainArrays.transposed(PlainArrays.rows(slopes), samples);
    for (int i = 0; i < perVolt.length; i++) {
      perVolt[i] *= block.outputScale();
    }
    Arrays.fill(gradient, 0);
    double[] below = new double[features.length];
    try {
      network.judge(perVolt, free);
      PhaseContrast contrast = network.contrast(estimator, features, free, nudged);
      network.sumParameterGradient(contrast, gradient);
      network.inputGradients().write(contrast, below);
    } catch (SolveException e) {
      throw new IllegalStateException(configuration.label() + ": " + e.getMessage(), e);
    }
    for (Parameter p : model.circuit().parameters()) {
      double unit = p.trainable() ? AnalogParamInitializer.unit(block, p) : 0;
      for (int i = p.offset(); i < p.end(); i++) {
        gradient[i] *= unit;
      }
    }
    PlainArrays.writeRows(gradient, flat);
    Gradient result = new DefaultGradient(flat);
    views.forEach((name, view) -> result.setGradientFor(name, view, 'c'));
    double[] rows = PlainArrays.transposed(below, network.featureCount());
    return new Pair<>(result, array(ArrayType.ACTIVATION_GRAD, input, samples, rows, workspaces));
  }

  /** Puts parameters back into the bounds of their layers. */
  void clip(INDArray values) {
    double[] clipped = PlainArrays.rows(values);
    boolean within = true;
    for (Parameter p : model.circuit().parameters()) {
      double unit = AnalogParamInitializer.unit(block, p);
      double low = model.bounds(p).low() / unit;
      double high = model.bounds(p).high() / unit;
      for (int i = p.offset(); i < p.end(); i++) {
        double value = clipped[i];
        clipped[i] = Math.min(high, Math.max(low, value));
        within &= clipped[i] == value;
      }
    }
    if (!within) {
      PlainArrays.writeRows(clipped, values);
    }
  }

  private void solve(INDArray input, INDArray values) {
    requireShape(input);
    boolean otherInputs = inputs.changes(input);
    boolean otherParameters = parameters.changes(values);
    if (solved && !otherInputs && !otherParameters) {
      return;
    }
    solved = false;
    try {
      int samples = Math.toIntExact(input.size(0));
      features = PlainArrays.transposed(inputs.last, samples);
      requireFinite(features, samples);
      makeRoom(samples);
      if (otherParameters) {
        toSi(parameters.last, model.parameters());
        network.useParameters();
      }
      network.freeWithLoss(features, new double[network.outputCount() * samples], free);
      solved = true;
    } catch (SolveException | IllegalArgumentException e) {
      throw new IllegalStateException(configuration.label() + ": " + e.getMessage(), e);
    } finally {
      if (!solved) {
        parameters.forget(); // The engine may not have them.
      }
    }
  }

  private void makeRoom(int samples) {
    if (free == null || free.points().samples() != samples) {
      free = network.room(samples);
      nudged = new PhaseBuffers(model.circuit(), samples);
    }
  }

  /** Parameters in siemens and volts, within the bounds: listeners look before they are clipped. */
  private void toSi(double[] values, double[] si) {
    for (Parameter p : model.circuit().parameters()) {
      Bounds bounds = model.bounds(p);
      double unit = AnalogParamInitializer.unit(block, p);
      for (int i = p.offset(); i < p.end(); i++) {
        si[i] = bounds.clip(values[i] * unit);
      }
    }
  }

  private void requireShape(INDArray input) {
    if (input.rank() != 2 || input.size(1) != network.featureCount()) {
      throw new DL4JInvalidInputException(
          String.format(
              "%s: expected voltages of shape [batch, %d], got %s%s",
              configuration.label(),
              network.featureCount(),
              Arrays.toString(input.shape()),
              input.rank() == 2 ? "" : "; flatten them first, for instance by an input type"));
    }
  }

  private void requireFinite(double[] volts, int samples) {
    for (int i = 0; i < volts.length; i++) {
      if (!Double.isFinite(volts[i])) {
        throw new DL4JInvalidInputException(
            String.format(
                "%s: input %d of sample %d in the batch is %s V, expected a finite voltage",
                configuration.label(), i / samples, i % samples, volts[i]));
      }
    }
  }

  private static INDArray array(
      ArrayType kind, INDArray input, int samples, double[] rows, LayerWorkspaceMgr workspaces) {
    long[] shape = {samples, rows.length / samples};
    INDArray array = workspaces.createUninitialized(kind, input.dataType(), shape, 'c');
    PlainArrays.writeRows(rows, array);
    return array;
  }
}
