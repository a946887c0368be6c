package org.eqprop4j.analog.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.DiodeModel;

/** What holds of every device, checked by differences and quadrature. */
public final class DeviceLaw {
  /** Nodes and weights of Gauss and Legendre's rule of five points. */
  private static final double[] NODES = {0, 0.5384693101056831, 0.9061798459386640};

  private static final double[] WEIGHTS = {
    0.5688888888888889, 0.4786286704993665, 0.2369268850561891
  };

  private DeviceLaw() {}

  /**
   * Asserts that the conductance is the slope of the current, the co-content its integral from 0,
   * that current never falls, that many drops at once equal single ones, and that {@code drop} is
   * about the inverse.
   *
   * @param kinks drops at which the conductance jumps or bends sharply, in rising order
   */
  public static void assertHolds(DiodeModel model, double low, double high, double... kinks) {
    int count = 400;
    double[] drops =
        IntStream.rangeClosed(0, count).mapToDouble(i -> low + i * (high - low) / count).toArray();
    double before = Double.NEGATIVE_INFINITY;
    for (double u : drops) {
      assertSlope(model, u, kinks);
      assertIntegral(model, u, kinks);
      assertThat(model.current(u)).as("current at %s V", u).isGreaterThanOrEqualTo(before);
      assertThat(model.conductance(u)).as("conductance at %s V", u).isNotNegative();
      before = model.current(u);
      if (before > 0) {
        assertThat(model.drop(before)).as("drop at %s A", before).isBetween(u - 1e-9, 2 * u + 0.1);
      }
    }
    assertManyAtOnce(model, drops);
  }

  private static void assertSlope(DiodeModel model, double u, double... kinks) {
    double h = 2e-6 * Math.max(1, Math.abs(u));
    for (double kink : kinks) {
      if (Math.abs(u - kink) < 3 * h) {
        return;
      }
    }
    double difference =
        (8 * (model.current(u + h) - model.current(u - h))
                - model.current(u + 2 * h)
                + model.current(u - 2 * h))
            / (12 * h);
    double rounding = 1e-15 * Math.abs(model.current(u)) / h;
    assertThat(model.conductance(u))
        .as("conductance at %s V", u)
        .isCloseTo(difference, within(1e-7 * Math.abs(difference) + rounding + 1e-21));
  }

  private static void assertIntegral(DiodeModel model, double u, double... kinks) {
    double from = 0;
    double integral = 0;
    double[] inOrder =
        u > 0
            ? kinks
            : IntStream.range(0, kinks.length)
                .mapToDouble(i -> kinks[kinks.length - 1 - i])
                .toArray();
    for (double kink : inOrder) {
      if (kink * u > 0 && Math.abs(kink) < Math.abs(u)) {
        integral += gauss(model, from, kink);
        from = kink;
      }
    }
    integral += gauss(model, from, u);
    double size = Math.max(Math.abs(integral), Math.abs(model.current(u) * u) * 1e-3);
    assertThat(model.coContent(u))
        .as("co-content at %s V", u)
        .isCloseTo(integral, within(1e-9 * size + 1e-25))
        .isNotNegative();
  }

  private static double gauss(DiodeModel model, double from, double to) {
    int pieces = 400;
    double half = 0.5 * (to - from) / pieces;
    double sum = 0;
    for (int piece = 0; piece < pieces; piece++) {
      double middle = from + (2 * piece + 1) * half;
      sum += WEIGHTS[0] * model.current(middle);
      for (int i = 1; i < NODES.length; i++) {
        sum +=
            WEIGHTS[i]
                * (model.current(middle - NODES[i] * half)
                    + model.current(middle + NODES[i] * half));
      }
    }
    return sum * half;
  }

  private static void assertManyAtOnce(DiodeModel model, double[] drops) {
    double[] current = new double[drops.length];
    double[] conductance = new double[drops.length];
    double[] coContent = new double[drops.length];
    model.evaluate(drops, current, conductance, coContent, 1, drops.length);
    for (int i = 1; i < drops.length; i++) {
      assertEqualToRounding(current[i], model.current(drops[i]));
      assertEqualToRounding(conductance[i], model.conductance(drops[i]));
      assertEqualToRounding(coContent[i], model.coContent(drops[i]));
    }
    assertThat(current[0]).isZero();
  }

  private static void assertEqualToRounding(double found, double expected) {
    assertThat(found).isCloseTo(expected, within(1e-12 * Math.abs(expected) + 1e-21));
  }
}
