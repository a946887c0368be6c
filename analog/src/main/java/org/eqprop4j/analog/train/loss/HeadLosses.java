package org.eqprop4j.analog.train.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eqprop4j.analog.circuit.Element.CurrentOutputs;
import org.eqprop4j.analog.circuit.Outputs;

/** The weighted sum of a loss for each head of a circuit. */
public final class HeadLosses implements Loss {
  private final List<Part> parts = new ArrayList<>();

  /**
   * A loss of one head.
   *
   * @param weight what it counts, at least 0
   */
  public record Weighted(Loss loss, double weight) {
    public Weighted {
      if (!(weight >= 0 && weight <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException("weight of a loss must be at least 0, got " + weight);
      }
    }
  }

  private record Part(Weighted weighted, int from, int to) {}

  /**
   * A loss for each head, by its name.
   *
   * @throws IllegalArgumentException if the names are not those of the heads
   */
  public HeadLosses(Outputs outputs, Map<String, Weighted> losses) {
    List<String> heads = outputs.heads().stream().map(CurrentOutputs::name).toList();
    if (heads.size() != losses.size() || !losses.keySet().containsAll(heads)) {
      throw new IllegalArgumentException(
          "there are losses for " + losses.keySet() + ", expected one for each head of " + heads);
    }
    for (CurrentOutputs head : outputs.heads()) {
      int first = outputs.firstOutput(head);
      parts.add(new Part(losses.get(head.name()), first, first + head.outputs()));
    }
  }

  @Override
  public double evaluate(double[] outputs, double[] targets, double[] gradient) {
    double sum = 0;
    for (Part part : parts) {
      double[] own = new double[part.to() - part.from()];
      double weight = part.weighted().weight();
      sum +=
          weight
              * part.weighted()
                  .loss()
                  .evaluate(
                      Arrays.copyOfRange(outputs, part.from(), part.to()),
                      Arrays.copyOfRange(targets, part.from(), part.to()),
                      own);
      for (int k = 0; k < own.length; k++) {
        gradient[part.from() + k] = weight * own[k];
      }
    }
    return sum;
  }
}
