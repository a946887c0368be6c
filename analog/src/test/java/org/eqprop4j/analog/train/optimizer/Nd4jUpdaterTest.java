package org.eqprop4j.analog.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/** Optimisers against those that come with ND4J. */
class Nd4jUpdaterTest {
  private static final int COUNT = 7;
  private static final int STEPS = 40;
  private static final double RATE = 0.01;

  /** Gradients of random signs whose sizes are scaled step by step. */
  private static double[][] gradients(double growth) {
    SplittableRandom random = new SplittableRandom(5);
    double[] sizes = random.doubles(COUNT, 0.5, 2).toArray();
    return IntStream.range(0, STEPS)
        .mapToObj(
            step ->
                IntStream.range(0, COUNT)
                    .mapToDouble(
                        i -> (random.nextBoolean() ? 1 : -1) * sizes[i] * Math.pow(growth, step))
                    .toArray())
        .toArray(double[][]::new);
  }

  private static double[] ours(Optimizer optimizer, double[][] gradients) {
    double[] parameters = new double[COUNT];
    optimizer.state(COUNT);
    for (int step = 0; step < STEPS; step++) {
      optimizer.update(parameters, gradients[step], step, 0, COUNT, RATE);
    }
    return parameters;
  }

  private static double[] theirs(IUpdater config, double[][] gradients) {
    INDArray parameters = Nd4j.zeros(DataType.DOUBLE, 1, COUNT);
    INDArray state = Nd4j.zeros(DataType.DOUBLE, 1, config.stateSize(COUNT));
    GradientUpdater<?> updater = config.instantiate(state, true);
    for (int step = 0; step < STEPS; step++) {
      INDArray update = Nd4j.createFromArray(gradients[step]).reshape(1, COUNT);
      updater.applyUpdater(update, step, 0);
      parameters.subi(update);
    }
    return parameters.toDoubleVector();
  }

  private static void requireEqual(Optimizer optimizer, IUpdater config, double growth) {
    double[][] gradients = gradients(growth);
    assertThat(ours(optimizer, gradients)).containsExactly(theirs(config, gradients), within(1e-9));
  }

  @Test
  void nesterovsMomentumIsThatOfNd4j() {
    requireEqual(new Nesterov(0.9), new Nesterovs(RATE, 0.9), 0.97);
  }

  @Test
  void adamIsThatOfNd4j() {
    requireEqual(
        new Adam(0.9, 0.999, 1e-12),
        new org.nd4j.linalg.learning.config.Adam(RATE, 0.9, 0.999, 1e-12),
        0.97);
  }

  @Test
  void amsGradIsThatOfNd4jWhileTheGradientsGrow() {
    // Then the largest corrected square is the last one, and so is the largest uncorrected one.
    requireEqual(new AmsGrad(0.9, 0.999, 1e-12), new AMSGrad(RATE, 0.9, 0.999, 1e-12), 1.03);
  }

  @Test
  void amsGradTakesSmallerStepsThanNd4jsOnceTheyShrink() {
    double[][] gradients = gradients(1);
    for (int step = 1; step < STEPS; step++) {
      gradients[step] = new double[COUNT];
    }
    double[] ours = ours(new AmsGrad(), gradients);
    double[] theirs = theirs(new AMSGrad(RATE, 0.9, 0.999, 1e-8), gradients);
    for (int i = 0; i < COUNT; i++) {
      assertThat(Math.abs(ours[i])).isLessThan(0.6 * Math.abs(theirs[i]));
    }
  }
}
