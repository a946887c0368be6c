package org.eqprop4j.analog.train;

import java.util.List;
import java.util.Optional;

/**
 * When training ends before its last epoch. The parameters of the best validation are kept and put
 * back at the end.
 *
 * @param measure what is looked at
 * @param patience number of validations without improvement after which training ends, at least 1
 * @param improvement by how much a value must be better than the best so far to count, at least 0
 * @param goal value at which training ends at once; NaN for none
 */
public record EarlyStopping(Measure measure, int patience, double improvement, double goal) {

  /** What validations are compared by. */
  public enum Measure {
    /** Mean loss: less is better. */
    LOSS,
    /** Part classified right: more is better. */
    ACCURACY
  }

  public EarlyStopping {
    if (patience < 1 || !(improvement >= 0)) {
      throw new IllegalArgumentException(
          "early stopping needs a patience of at least 1 and an improvement of at least 0, got "
              + patience
              + " and "
              + improvement);
    }
  }

  /** Ends after so many validations whose loss is not below the least before. */
  public static EarlyStopping onLoss(int patience) {
    return new EarlyStopping(Measure.LOSS, patience, 0, Double.NaN);
  }

  /** Ends after so many validations whose accuracy is not above the highest before. */
  public static EarlyStopping onAccuracy(int patience) {
    return new EarlyStopping(Measure.ACCURACY, patience, 0, Double.NaN);
  }

  /** The same with a goal at which training ends at once. */
  public EarlyStopping at(double value) {
    return new EarlyStopping(measure, patience, improvement, value);
  }

  /** Whether the last validation is the best. */
  boolean lastIsBest(List<ValidationResult> validations) {
    return best(validations) == validations.size() - 1;
  }

  /** Why training ends after these validations, if it does. */
  Optional<FitResult.Ending> ending(List<ValidationResult> validations) {
    if (validations.isEmpty()) {
      return Optional.empty();
    }
    int best = best(validations);
    if (score(validations.get(best)) >= (measure == Measure.LOSS ? -goal : goal)) {
      return Optional.of(FitResult.Ending.GOAL_REACHED);
    }
    return validations.size() - 1 - best >= patience
        ? Optional.of(FitResult.Ending.NO_IMPROVEMENT)
        : Optional.empty();
  }

  private int best(List<ValidationResult> validations) {
    int best = 0;
    for (int i = 1; i < validations.size(); i++) {
      if (score(validations.get(i)) > score(validations.get(best)) + improvement) {
        best = i;
      }
    }
    return best;
  }

  private double score(ValidationResult result) {
    return measure == Measure.LOSS ? -result.loss() : result.accuracy();
  }
}
