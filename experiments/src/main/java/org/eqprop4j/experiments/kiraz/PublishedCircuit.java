package org.eqprop4j.experiments.kiraz;

import java.util.Optional;
import org.eqprop4j.analog.circuit.ShockleyDiode;

/**
 * The circuit of Kiraz et al. (2023), Figure 1, with the constants of the published scripts: three
 * sources (two inputs and a bias) joined to each of two hidden nodes; at each hidden node two
 * antiparallel diodes (IS = 1e-6 A, N = 2, 25 C), each in series with 0.3 V; an amplifier of gain 4
 * behind it, and from there a conductance to every output.
 *
 * <p>Weights are signed, as in the scripts: a negative one of the first layer turns its source
 * around, a negative one of the second layer its neuron's amplifier. Their order is R1 to R8:
 * source by source, then neuron by neuron.
 *
 * <p>Solved here and not by an engine, because the scripts connect the current feedback of the
 * amplifiers the wrong way around, which the library's amplifiers cannot be. Not for several
 * threads.
 */
final class PublishedCircuit {
  /** Hidden neurons. */
  static final int HIDDEN = 2;

  /** Sources: two inputs and a bias. */
  static final int SOURCES = 3;

  /** Weights of the first layer. */
  static final int FIRST = SOURCES * HIDDEN;

  /** Voltage gain of the amplifiers. */
  static final double GAIN = 4;

  /** What is in series with each diode [V]. */
  static final double DIODE_BIAS = 0.3;

  /** The diodes. */
  static final ShockleyDiode DIODE = new ShockleyDiode(1e-6, 2, 25);

  /** Step below which Newton's method has arrived [V]; the error is then its square over N Vt. */
  private static final double SMALL_STEP = 1e-9;

  /** Longest Newton step [V], to stay on the diodes' curve. */
  private static final double LONGEST_STEP = 0.3;

  private static final int MOST_STEPS = 200;
  private static final int MOST_HALVINGS = 30;

  /** The currents that the amplifiers draw from the hidden nodes. */
  enum Feedback {
    /** Output current over gain, as in an amplifier that has an energy. */
    RIGHT,
    /** Minus the output current over 4, whatever the gain's sign, as in the published netlists. */
    REVERSED
  }

  /**
   * An operating point.
   *
   * @param hidden voltages of the hidden nodes [V]
   * @param outputs voltages of the output nodes [V]
   */
  @SuppressWarnings("ArrayRecordComponent") // A result to read, never compared.
  record State(double[] hidden, double[] outputs) {}

  private final Feedback feedback;
  private final int outputs;
  private final double[] weights;
  private final double[] total;

  /** A circuit with {@code outputs} output nodes. */
  PublishedCircuit(int outputs, Feedback feedback) {
    this.feedback = feedback;
    this.outputs = outputs;
    this.weights = new double[FIRST + HIDDEN * outputs];
    this.total = new double[outputs];
  }

  /** Number of weights. */
  int weightCount() {
    return weights.length;
  }

  /** Sets the signed weights [S]. Copied. */
  void setWeights(double[] signed) {
    System.arraycopy(signed, 0, weights, 0, weights.length);
    for (int o = 0; o < outputs; o++) {
      total[o] = 0;
      for (int j = 0; j < HIDDEN; j++) {
        total[o] += second(j, o);
      }
    }
  }

  private double second(int neuron, int output) {
    return Math.abs(weights[FIRST + neuron * outputs + output]);
  }

  private double gain(int neuron) {
    return Math.copySign(GAIN, weights[FIRST + neuron * outputs]);
  }

  private double currentGain(int neuron) {
    return feedback == Feedback.RIGHT ? 1 / gain(neuron) : -1 / GAIN;
  }

  /**
   * Finds an operating point, from all hidden nodes at 0 V as a simulator does.
   *
   * @param sources voltages of the sources [V]
   * @param injected currents into the outputs [A]
   * @return empty if Newton's method does not arrive: with reversed feedback there may be none
   */
  Optional<State> solve(double[] sources, double... injected) {
    double[] h = new double[HIDDEN];
    double[] next = new double[HIDDEN];
    double[] y = new double[outputs];
    double[] f = new double[HIDDEN];
    double[][] jacobian = new double[HIDDEN][HIDDEN];
    double norm = currents(h, sources, injected, y, f, jacobian);
    for (int step = 0; step < MOST_STEPS; step++) {
      double det = jacobian[0][0] * jacobian[1][1] - jacobian[0][1] * jacobian[1][0];
      double d0 = -(f[0] * jacobian[1][1] - f[1] * jacobian[0][1]) / det;
      double d1 = -(jacobian[0][0] * f[1] - jacobian[1][0] * f[0]) / det;
      double length = Math.max(Math.abs(d0), Math.abs(d1));
      if (!Double.isFinite(length)) {
        return Optional.empty();
      }
      double part = Math.min(1, LONGEST_STEP / length);
      double before = norm;
      for (int halvings = 0; ; halvings++) {
        next[0] = h[0] + part * d0;
        next[1] = h[1] + part * d1;
        norm = currents(next, sources, injected, y, f, jacobian);
        if (norm <= before || length < SMALL_STEP || halvings == MOST_HALVINGS) {
          break;
        }
        part /= 2;
      }
      System.arraycopy(next, 0, h, 0, HIDDEN);
      if (length < SMALL_STEP) {
        return Optional.of(new State(h, y));
      }
    }
    return Optional.empty();
  }

  /**
   * Kirchhoff's current law at the hidden nodes, with the outputs eliminated.
   *
   * @param y voltages of the outputs, written
   * @param f currents that leave the hidden nodes, written
   * @param jacobian df/dh, written
   * @return the norm of {@code f}
   */
  private double currents(
      double[] h,
      double[] sources,
      double[] injected,
      double[] y,
      double[] f,
      double[][] jacobian) {
    for (int o = 0; o < outputs; o++) {
      y[o] = injected.length == 0 ? 0 : injected[o];
      for (int j = 0; j < HIDDEN; j++) {
        y[o] += second(j, o) * gain(j) * h[j];
      }
      y[o] /= total[o];
    }
    for (int j = 0; j < HIDDEN; j++) {
      double up = h[j] - DIODE_BIAS;
      double down = -h[j] - DIODE_BIAS;
      f[j] = DIODE.current(up) - DIODE.current(down);
      double own = DIODE.conductance(up) + DIODE.conductance(down);
      for (int i = 0; i < SOURCES; i++) {
        double w = weights[i * HIDDEN + j];
        f[j] += Math.abs(w) * h[j] - w * sources[i];
        own += Math.abs(w);
      }
      double back = currentGain(j);
      for (int l = 0; l < HIDDEN; l++) {
        jacobian[j][l] = 0;
      }
      for (int o = 0; o < outputs; o++) {
        f[j] += back * second(j, o) * (gain(j) * h[j] - y[o]);
        own += back * second(j, o) * gain(j);
        for (int l = 0; l < HIDDEN; l++) {
          jacobian[j][l] -= back * second(j, o) * second(l, o) * gain(l) / total[o];
        }
      }
      jacobian[j][j] += own;
    }
    return Math.hypot(f[0], f[1]);
  }

  /** The voltage drops over the weights, in their order [V]. */
  double[] drops(double[] sources, State state) {
    double[] drops = new double[weights.length];
    for (int k = 0; k < FIRST; k++) {
      drops[k] = Math.copySign(1, weights[k]) * sources[k / HIDDEN] - state.hidden()[k % HIDDEN];
    }
    for (int j = 0; j < HIDDEN; j++) {
      for (int o = 0; o < outputs; o++) {
        drops[FIRST + j * outputs + o] = gain(j) * state.hidden()[j] - state.outputs()[o];
      }
    }
    return drops;
  }

  /**
   * The power of the power-perturbation rule [W]: g u^2 of the conductances, I u of the diodes, and
   * of the amplifiers what flows into their output times the output voltage and a quarter of the
   * input voltage.
   */
  double power(double[] sources, State state) {
    double[] drops = drops(sources, state);
    double power = 0;
    for (int k = 0; k < weights.length; k++) {
      power += Math.abs(weights[k]) * drops[k] * drops[k];
    }
    for (int j = 0; j < HIDDEN; j++) {
      double h = state.hidden()[j];
      double up = h - DIODE_BIAS;
      double down = -h - DIODE_BIAS;
      power += DIODE.current(up) * up + DIODE.current(down) * down;
      for (int o = 0; o < outputs; o++) {
        double into = -second(j, o) * drops[FIRST + j * outputs + o];
        power += into * (gain(j) * h + h / GAIN);
      }
    }
    return power;
  }
}
