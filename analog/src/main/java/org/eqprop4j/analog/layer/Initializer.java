package org.eqprop4j.analog.layer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** How a parameter starts. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Initializer.Constant.class, name = "constant"),
  @JsonSubTypes.Type(value = Initializer.Uniform.class, name = "uniform"),
  @JsonSubTypes.Type(value = Initializer.LogUniform.class, name = "log-uniform"),
  @JsonSubTypes.Type(value = Initializer.Glorot.class, name = "glorot")
})
public interface Initializer {

  /**
   * Draws the values of a block.
   *
   * @param rows number of rows: inputs of a weight layer
   * @param columns number of columns: units of a weight layer
   * @return {@code rows x columns} values, row-major
   */
  double[] draw(int rows, int columns, RandomGenerator random);

  /** The same value everywhere. */
  record Constant(double value) implements Initializer {
    @Override
    public double[] draw(int rows, int columns, RandomGenerator random) {
      double[] values = new double[rows * columns];
      Arrays.fill(values, value);
      return values;
    }
  }

  /** Uniform from {@code low} to {@code high}. */
  record Uniform(double low, double high) implements Initializer {
    public Uniform {
      requireWindow(low, high, -Double.MAX_VALUE);
    }

    @Override
    public double[] draw(int rows, int columns, RandomGenerator random) {
      return random.doubles((long) rows * columns).map(u -> low + (high - low) * u).toArray();
    }
  }

  /** The logarithm uniform from that of {@code low} to that of {@code high}. */
  record LogUniform(double low, double high) implements Initializer {
    public LogUniform {
      requireWindow(low, high, Double.MIN_NORMAL);
    }

    @Override
    public double[] draw(int rows, int columns, RandomGenerator random) {
      return random
          .doubles((long) rows * columns)
          .map(u -> low * Math.pow(high / low, u))
          .toArray();
    }
  }

  /**
   * Uniform from {@code low} to {@code high / sqrt(rows + columns + 1)}: what EBANA calls Glorot.
   * Its paper prints a range whose upper end is below its lower; its code has 1e-7 S and 1e-5 S.
   */
  record Glorot(double low, double high) implements Initializer {
    public Glorot {
      requireWindow(low, high, -Double.MAX_VALUE);
    }

    @Override
    public double[] draw(int rows, int columns, RandomGenerator random) {
      double top = high / Math.sqrt(rows + columns + 1.0);
      if (top < low) {
        throw new IllegalArgumentException(
            "glorot window is empty for " + rows + " x " + columns + ": " + low + " to " + top);
      }
      return new Uniform(low, top).draw(rows, columns, random);
    }
  }

  private static void requireWindow(double low, double high, double least) {
    if (!(low >= least && low <= high && high <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "initial values must lie in a window with low <= high, got " + low + " to " + high);
    }
  }
}
