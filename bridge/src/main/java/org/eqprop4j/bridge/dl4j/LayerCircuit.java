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
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.SolveException;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.worker.Isolation;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
  private double[] parameters = new double[0];
  private double[] features = new double[0];
  private AnalogNetwork.Free free;

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
    AnalogNetwork loaded = new AnalogNetwork(model, LayerCircuit::linear, engine, options);
    network = loaded;
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
    double[] outputs = free.outputs().clone();
    for (int i = 0; i < outputs.length; i++) {
      double volts = block.adc() == null ? outputs[i] : block.adc().convert(outputs[i]);
      outputs[i] = volts * block.outputScale();
    }
    return array(ArrayType.ACTIVATIONS, input, network.outputCount(), outputs, workspaces);
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
    double[] perVolt = columns(slopes);
    for (int i = 0; i < perVolt.length; i++) {
      double adc = block.adc() == null ? 1 : block.adc().slope(free.outputs()[i]);
      perVolt[i] *= adc * block.outputScale();
    }
    double[] gradient = new double[parameters.length];
    double[] below = new double[features.length];
    try {
      AnalogNetwork.Free nudging = network.withLoss(free.points(), perVolt);
      var contrast = network.contrast(estimator, features, nudging);
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
    flat.assign(Nd4j.createFromArray(gradient).reshape(flat.shape()));
    Gradient result = new DefaultGradient(flat);
    views.forEach((name, view) -> result.setGradientFor(name, view, 'c'));
    return new Pair<>(
        result, array(ArrayType.ACTIVATION_GRAD, input, network.featureCount(), below, workspaces));
  }

  /** Puts parameters back into the bounds of their layers. */
  void clip(INDArray values) {
    double[] clipped = toSi(values);
    for (Parameter p : model.circuit().parameters()) {
      for (int i = p.offset(); i < p.end(); i++) {
        clipped[i] /= AnalogParamInitializer.unit(block, p);
      }
    }
    values.assign(Nd4j.createFromArray(clipped).reshape(values.shape()));
  }

  private void solve(INDArray input, INDArray values) {
    requireShape(input);
    double[] volts = columns(input);
    double[] si = toSi(values);
    if (free != null && Arrays.equals(volts, features) && Arrays.equals(si, parameters)) {
      return;
    }
    requireFinite(volts, Math.toIntExact(input.size(0)));
    free = null;
    try {
      if (!Arrays.equals(si, parameters)) {
        model.setParameters(si);
        network.useParameters();
        parameters = si;
      }
      OperatingPoints points = network.free(volts);
      features = volts;
      free = network.withLoss(points, new double[network.outputCount() * points.samples()]);
    } catch (SolveException | IllegalArgumentException e) {
      throw new IllegalStateException(configuration.label() + ": " + e.getMessage(), e);
    }
  }

  /** Parameters in siemens and volts, within the bounds: listeners look before they are clipped. */
  private double[] toSi(INDArray values) {
    double[] si = values.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    for (Parameter p : model.circuit().parameters()) {
      Bounds bounds = model.bounds(p);
      double unit = AnalogParamInitializer.unit(block, p);
      for (int i = p.offset(); i < p.end(); i++) {
        si[i] = bounds.clip(si[i] * unit);
      }
    }
    return si;
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

  /** {@code [batch, width]} as {@code width x batch}: what ND4J calls order f. */
  private static double[] columns(INDArray rows) {
    return rows.castTo(DataType.DOUBLE).dup('f').data().asDouble();
  }

  private static INDArray array(
      ArrayType kind, INDArray input, int width, double[] columns, LayerWorkspaceMgr workspaces) {
    long[] shape = {input.size(0), width};
    INDArray rows = workspaces.createUninitialized(kind, input.dataType(), shape, 'f');
    return rows.assign(Nd4j.create(columns, shape, 'f'));
  }
}
