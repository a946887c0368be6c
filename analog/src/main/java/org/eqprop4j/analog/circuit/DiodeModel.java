package org.eqprop4j.analog.circuit;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.Optional;

/**
 * A two-terminal device whose current never falls as the drop rises. Implementations are immutable
 * records, which is also how they are saved.
 *
 * <p>Units: volts, amperes, siemens, watts. Monotone current makes the co-content convex, on which
 * the uniqueness of the operating point and the convergence of the built-in engine rest.
 * Serializable, because a circuit may be sent to another process to be solved there.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ShockleyDiode.class, name = "shockley"),
  @JsonSubTypes.Type(value = ResistiveDiode.class, name = "shockley-resistive"),
  @JsonSubTypes.Type(value = SpiceDiode.class, name = "spice"),
  @JsonSubTypes.Type(value = PiecewiseLinearDiode.class, name = "piecewise-linear"),
  @JsonSubTypes.Type(value = MosfetDiode.class, name = "mosfet")
})
public interface DiodeModel extends Serializable {

  /** Current I(u) [A] at a drop u [V]. */
  double current(double drop);

  /** Differential conductance dI/du [S], at least 0. */
  double conductance(double drop);

  /**
   * Co-content [W]: the integral of the current from 0 to the drop (Ebana and Watfa 2023, eq. 4).
   */
  double coContent(double drop);

  /** How the device is written in a netlist. */
  SpiceForm spice();

  /**
   * Why the functions above are not known, if they are not: then {@link #spice} is all there is of
   * the device, and only a simulator can solve a circuit with it.
   */
  default Optional<String> unknownLaw() {
    return Optional.empty();
  }

  /**
   * The drop [V] at which the device carries a positive current [A], or infinity if it never does.
   * Solvers use it to keep an iterate from running far up a steep branch, so a bound of the right
   * size will do.
   */
  default double drop(double current) {
    double high = 1e-3;
    while (current(high) < current) {
      high *= 2;
      if (high > 1e12) {
        return Double.POSITIVE_INFINITY;
      }
    }
    double low = 0;
    for (int i = 0; i < 40; i++) {
      double middle = 0.5 * (low + high);
      if (current(middle) < current) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /**
   * The drop [V] over which the conductance changes by about a factor of e, by e^2 at most, and by
   * as much less over a part of it, wherever it begins. Steps far below it need no test by a
   * solver. 0 if there is no such bound, as with a kink.
   */
  default double bend() {
    return 0;
  }

  /**
   * Evaluates the three functions for many drops at once; equal to the scalar ones to rounding, and
   * for a drop always the same, wherever it stands. Override where work can be shared. The arrays
   * are four different ones.
   *
   * @param drop [V], read at {@code from} (inclusive) to {@code to} (exclusive)
   * @param current [A], written
   * @param conductance [S], written
   * @param coContent [W], written
   */
  default void evaluate(
      double[] drop, double[] current, double[] conductance, double[] coContent, int from, int to) {
    for (int i = from; i < to; i++) {
      current[i] = current(drop[i]);
      conductance[i] = conductance(drop[i]);
      coContent[i] = coContent(drop[i]);
    }
  }

  /**
   * The same without co-content, to the last bit. Override where that is cheaper.
   *
   * @param room overwritten where the others are written
   */
  default void evaluateWithoutCoContent(
      double[] drop, double[] current, double[] conductance, double[] room, int from, int to) {
    evaluate(drop, current, conductance, room, from, to);
  }
}
