package org.eqprop4j.analog.train.loss;

/**
 * C = sum over k of max(0, m - (2 t_k - 1) y_k) / m: the right output (target 1) is wanted above m,
 * every other (target 0) below -m. Outputs beyond are not nudged.
 *
 * @param margin m [V]
 */
public record Hinge(double margin) implements Loss {
  public Hinge {
    Scale.requirePositive("hinge margin", margin, "V");
  }

  @Override
  public double evaluate(double[] outputs, double[] targets, double[] gradient) {
    double loss = 0;
    for (int k = 0; k < outputs.length; k++) {
      double side = 2 * targets[k] - 1;
      double shortfall = 1 - side * outputs[k] / margin;
      gradient[k] = shortfall > 0 ? -side / margin : 0;
      loss += Math.max(0, shortfall);
    }
    return loss;
  }
}
