package org.eqprop4j.analog.circuit;

/** A resistor in series with a device: finds how a drop divides between the two. */
final class SeriesResistance {
  private static final int MOST_STEPS = 200;

  private SeriesResistance() {}

  /**
   * The drop v [V] across the device where v + ohms I(v) is the whole drop. The sum rises with v,
   * so that there is one such v, between 0 and the whole; Newton's method finds it to rounding, and
   * halves the interval where a step would leave it.
   */
  static double inner(DiodeModel device, double ohms, double drop) {
    double low = Math.min(0, drop);
    double high = Math.max(0, drop);
    // From above, where the law is convex, Newton's steps stay above.
    double v = drop > 0 ? Math.min(drop, device.drop(drop / ohms)) : drop;
    double accuracy = 2 * Math.ulp(drop);
    for (int i = 0; i < MOST_STEPS; i++) {
      double excess = v + ohms * device.current(v) - drop;
      if (excess > 0) {
        high = v;
      } else {
        low = v;
      }
      double next = v - excess / (1 + ohms * device.conductance(v));
      if (!(next >= low && next <= high)) {
        next = 0.5 * (low + high);
      }
      if (Math.abs(next - v) <= accuracy) {
        return next;
      }
      v = next;
    }
    return v;
  }

  /** Conductance of both, where the device alone has {@code siemens}. */
  static double conductance(double siemens, double ohms) {
    return siemens / (1 + ohms * siemens);
  }

  /** Co-content of both: that of the device, and of the resistor at the same current. */
  static double coContent(double ofDevice, double amperes, double ohms) {
    return ofDevice + 0.5 * ohms * amperes * amperes;
  }

  /** {@link DiodeModel#evaluate} of both, dividing each drop once. */
  static void evaluate(
      DiodeModel device,
      double ohms,
      double[] drop,
      double[] current,
      double[] conductance,
      double[] coContent,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      double v = inner(device, ohms, drop[i]);
      current[i] = device.current(v);
      conductance[i] = conductance(device.conductance(v), ohms);
      coContent[i] = coContent(device.coContent(v), current[i], ohms);
    }
  }
}
