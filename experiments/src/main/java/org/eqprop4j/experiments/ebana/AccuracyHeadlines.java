package org.eqprop4j.experiments.ebana;

import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.sweep.Spread;

/** The accuracies of many runs, as results to show. */
final class AccuracyHeadlines {
  private AccuracyHeadlines() {}

  /**
   * Mean, deviation and least of the test accuracies, mean of the training accuracies.
   *
   * @param name what was run, before each label; may be empty
   * @param published test accuracy in the paper [%], or null
   * @param test part of a run's test samples that is classified right
   * @param train part of its training samples that is
   */
  static <R> List<Headline> of(
      String name,
      Double published,
      Collection<R> runs,
      ToDoubleFunction<R> test,
      ToDoubleFunction<R> train) {
    Spread tested = Spread.of(runs, run -> 100 * test.applyAsDouble(run));
    Spread trained = Spread.of(runs, run -> 100 * train.applyAsDouble(run));
    String label = name.isEmpty() ? "" : name + ", ";
    return List.of(
        new Headline(
            label + "test accuracy, mean over " + runs.size() + " runs",
            published,
            tested.mean(),
            "%"),
        new Headline(label + "its standard deviation", null, tested.deviation(), "%"),
        new Headline(label + "least", null, tested.least(), "%"),
        new Headline(label + "training accuracy, mean", null, trained.mean(), "%"));
  }
}
