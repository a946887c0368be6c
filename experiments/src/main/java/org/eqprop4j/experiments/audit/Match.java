package org.eqprop4j.experiments.audit;

import java.util.List;

/**
 * How a rule's gradient compares with that of the loss.
 *
 * @param cosine of the angle between them
 * @param scale the factor on the rule's gradient that comes nearest to the loss's
 * @param leftOut what is left of the loss's gradient without the rule's, over its norm [%]
 */
record Match(double cosine, double scale, double leftOut) {

  /** Over some conductances. */
  static Match of(LearningRule rule, List<Derivatives> conductances) {
    double both = 0;
    double estimates = 0;
    double truths = 0;
    double rests = 0;
    for (Derivatives d : conductances) {
      double estimate = rule.estimate(d);
      both += estimate * d.loss();
      estimates += estimate * estimate;
      truths += d.loss() * d.loss();
      rests += (d.loss() - estimate) * (d.loss() - estimate);
    }
    return new Match(
        both / Math.sqrt(estimates * truths), both / estimates, 100 * Math.sqrt(rests / truths));
  }
}
