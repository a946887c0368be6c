package org.eqprop4j.experiments.audit;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.NudgingStrength;
import org.eqprop4j.analog.train.PhaseContrast;
import org.eqprop4j.analog.train.metrics.PowerMeter;
import org.eqprop4j.analog.train.metrics.PseudoPower;

/**
 * The powers and gradients of one circuit with one set of conductances. Not for several threads.
 */
final class Audit implements AutoCloseable {
  /** Relative change of a conductance to either side. */
  private static final double CHANGE = 1e-3;

  /** Accuracy that beta is chosen for, that of a training [V]; phases here are solved closer. */
  private static final double USUAL_ACCURACY = SolverOptions.DEFAULT.voltageTolerance();

  private static final double TOLERANCE = 1e-13;

  private final Subject subject;
  private final AnalogNetwork network;
  private final Circuit circuit;
  private final CircuitSolver solver;
  private final PowerMeter meter;
  private final double[] conductances;
  private final AnalogNetwork.Free free;
  private final double beta;
  private final double[] upper;
  private final double[] lower;
  private final double[] eqprop;
  private final double[] drops;

  Audit(Subject subject, long seed) {
    this.subject = subject;
    Model model = subject.circuits().apply(seed);
    Engine engine = Engines.named("builtin");
    SolverOptions options = SolverOptions.DEFAULT.withThreads(1).withVoltageTolerance(TOLERANCE);
    network = new AnalogNetwork(model, subject.loss(), engine, options);
    circuit = model.circuit();
    solver = engine.load(circuit, options);
    meter = new PowerMeter(circuit);
    conductances = model.parameters().clone();
    free = network.freeWithLoss(subject.features(), subject.targets());
    beta =
        NudgingStrength.choose(network, subject.features(), subject.targets(), USUAL_ACCURACY)
            .beta();
    GradientEstimator estimator = new GradientEstimator.Centred(beta);
    upper = estimator.currents(circuit, free.nodeGradient());
    lower = Arrays.stream(upper).map(amperes -> -amperes).toArray();
    PhaseContrast contrast = network.contrast(estimator, subject.features(), free);
    eqprop = new double[conductances.length];
    network.sumParameterGradient(contrast, eqprop);
    drops = squaredDrops(contrast);
  }

  /** The trainable conductances of a circuit, at most so many, spread over all: their indices. */
  static int[] conductances(Circuit circuit, int most) {
    int[] all =
        circuit.parameters().stream()
            .filter(p -> p.kind() == Parameter.Kind.CONDUCTANCE && p.trainable())
            .flatMapToInt(p -> IntStream.range(p.offset(), p.end()))
            .toArray();
    int count = Math.min(most, all.length);
    return IntStream.range(0, count).map(i -> all[(int) ((long) i * all.length / count)]).toArray();
  }

  /** Half the difference of the squared drops over beta, summed over the samples. */
  private double[] squaredDrops(PhaseContrast contrast) {
    double[] sum = new double[conductances.length];
    OperatingPoints high = contrast.upper();
    OperatingPoints low = contrast.lower();
    for (Element.Conductances group : circuit.elements(Element.Conductances.class)) {
      group.forEachBranch(
          (a, b, parameter) -> {
            for (int s = 0; s < high.samples(); s++) {
              double above = high.voltage(a, s) - high.voltage(b, s);
              double below = low.voltage(a, s) - low.voltage(b, s);
              sum[parameter] += 0.5 * (above - below) * (above + below) / contrast.span();
            }
          });
    }
    return sum;
  }

  /** Power in the free phase. */
  Powers freePowers() {
    return powers(conductances, free.points(), null);
  }

  /** Power in the phase that is nudged toward the targets. */
  Powers nudgedPowers() {
    return powers(conductances, solve(conductances, upper), upper);
  }

  /**
   * The derivatives of a conductance.
   *
   * @param index in its layer
   * @throws IllegalArgumentException if it is 0: its changes are relative
   */
  Derivatives at(String layer, int index) {
    int parameter = circuit.parameter(layer).offset() + index;
    double change = CHANGE * conductances[parameter];
    if (change == 0) {
      throw new IllegalArgumentException(
          "conductance "
              + index
              + " of layer '"
              + layer
              + "' is 0 S, expected initial conductances above 0");
    }
    double[] more = with(parameter, change);
    double[] less = with(parameter, -change);
    int samples = free.points().samples();
    Powers variation = nudging(more).less(nudging(less), 1 / (2 * change));
    return new Derivatives(
        (loss(more) - loss(less)) / (2 * change),
        drops[parameter] / samples,
        eqprop[parameter] / samples,
        variation.pseudoResistors(),
        variation.pseudoDiodes(),
        variation.pseudoAmplifiers(),
        variation.pseudoSources(),
        variation.resistors() + variation.diodes(),
        variation.amplifiers(),
        variation.sources());
  }

  private double[] with(int parameter, double change) {
    double[] changed = conductances.clone();
    changed[parameter] += change;
    return changed;
  }

  private double loss(double[] parameters) {
    return Arrays.stream(network.withLoss(solve(parameters, null), subject.targets()).losses())
        .average()
        .orElseThrow();
  }

  /** What nudging changes in the powers, over the change of beta. */
  private Powers nudging(double[] parameters) {
    return powers(parameters, solve(parameters, upper), upper)
        .less(powers(parameters, solve(parameters, lower), lower), 1 / (2 * beta));
  }

  private OperatingPoints solve(double[] parameters, double[] currents) {
    OperatingPoints points = new OperatingPoints(circuit.nodeCount(), free.points().samples());
    solver.setParameters(parameters);
    solver.solve(subject.features(), free.points(), new Phase(currents, points));
    return points.requireConverged();
  }

  private Powers powers(double[] parameters, OperatingPoints points, double[] currents) {
    return Powers.of(
        PseudoPower.mean(circuit, parameters, points, currents),
        meter.mean(parameters, points, currents));
  }

  @Override
  public void close() {
    solver.close();
    network.close();
  }
}
