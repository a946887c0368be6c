package org.eqprop4j.experiments.kiraz;

/**
 * How an estimated gradient compares with the true one.
 *
 * @param cosine of the angle between them
 * @param upstream least-squares factor of the first layer's part, 1 if it is right
 * @param downstream the same of the second layer's part
 */
record Likeness(double cosine, double upstream, double downstream) {
  /** What stands for a gradient that could not be had. */
  static final Likeness NONE = new Likeness(Double.NaN, Double.NaN, Double.NaN);

  static Likeness of(double[] estimate, double[] truth) {
    int all = truth.length;
    double cosine =
        dot(estimate, truth, 0, all)
            / Math.sqrt(dot(estimate, estimate, 0, all) * dot(truth, truth, 0, all));
    return new Likeness(
        cosine,
        factor(estimate, truth, 0, PublishedCircuit.FIRST),
        factor(estimate, truth, PublishedCircuit.FIRST, all));
  }

  private static double factor(double[] estimate, double[] truth, int from, int to) {
    return dot(estimate, truth, from, to) / dot(truth, truth, from, to);
  }

  private static double dot(double[] a, double[] b, int from, int to) {
    double sum = 0;
    for (int k = from; k < to; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
