package org.eqprop4j.analog.layer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.data.files.Npy;

/** How a parameter starts. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Initializer.Constant.class, name = "constant"),
  @JsonSubTypes.Type(value = Initializer.Uniform.class, name = "uniform"),
  @JsonSubTypes.Type(value = Initializer.LogUniform.class, name = "log-uniform"),
  @JsonSubTypes.Type(value = Initializer.Glorot.class, name = "glorot"),
  @JsonSubTypes.Type(value = Initializer.GlorotLog.class, name = "glorot-log"),
  @JsonSubTypes.Type(value = Initializer.He.class, name = "he"),
  @JsonSubTypes.Type(value = Initializer.HeLog.class, name = "he-log"),
  @JsonSubTypes.Type(value = Initializer.FromFile.class, name = "file")
})
public interface Initializer {

  /**
   * Draws the values of a block.
   *
   * @return {@code rows x columns} values, row-major
   * @throws IllegalArgumentException if the block does not fit
   */
  double[] draw(Block block, RandomGenerator random);

  /**
   * What is to be drawn.
   *
   * @param fanIn mean number of inputs of a unit that the values join
   * @param fanOut mean number of units of an input that the values join
   */
  record Block(int rows, int columns, double fanIn, double fanOut) {

    /** A block of a circuit, with the fans of the elements that it is wired to. */
    public static Block of(Circuit circuit, Parameter parameter) {
      for (Element.Resistors group : circuit.elements(Element.Resistors.class)) {
        if (group.conductance().equals(parameter)) {
          List<Element.Resistor> all = group.resistors();
          double inputs = all.stream().mapToInt(Element.Resistor::from).distinct().count();
          double units = all.stream().mapToInt(Element.Resistor::to).distinct().count();
          return new Block(
              parameter.rows(), parameter.columns(), all.size() / units, all.size() / inputs);
        }
      }
      return new Block(
          parameter.rows(), parameter.columns(), parameter.rows(), parameter.columns());
    }

    int size() {
      return rows * columns;
    }
  }

  /** The same value everywhere. */
  record Constant(double value) implements Initializer {
    @Override
    public double[] draw(Block block, RandomGenerator random) {
      double[] values = new double[block.size()];
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
    public double[] draw(Block block, RandomGenerator random) {
      return random.doubles(block.size()).map(u -> low + (high - low) * u).toArray();
    }
  }

  /** The logarithm uniform from that of {@code low} to that of {@code high}. */
  record LogUniform(double low, double high) implements Initializer {
    public LogUniform {
      requireWindow(low, high, Double.MIN_NORMAL);
    }

    @Override
    public double[] draw(Block block, RandomGenerator random) {
      return random.doubles(block.size()).map(u -> low * Math.pow(high / low, u)).toArray();
    }
  }

  /**
   * Uniform from {@code low} to {@code high / sqrt(fanIn + fanOut + 1)}: what EBANA calls Glorot.
   * Its paper prints a range whose upper end is below its lower; its code has 1e-7 S and 1e-5 S.
   */
  record Glorot(double low, double high) implements Initializer {
    public Glorot {
      requireWindow(low, high, -Double.MAX_VALUE);
    }

    @Override
    public double[] draw(Block block, RandomGenerator random) {
      double top = high / Math.sqrt(block.fanIn() + block.fanOut() + 1);
      requireRoom("glorot", block, low, top);
      return new Uniform(low, top).draw(block, random);
    }
  }

  /** The logarithm uniform over the window of {@link Glorot}. */
  record GlorotLog(double low, double high) implements Initializer {
    public GlorotLog {
      requireWindow(low, high, Double.MIN_NORMAL);
    }

    @Override
    public double[] draw(Block block, RandomGenerator random) {
      double top = high / Math.sqrt(block.fanIn() + block.fanOut() + 1);
      requireRoom("glorot-log", block, low, top);
      return new LogUniform(low, top).draw(block, random);
    }
  }

  /** Uniform from {@code low} to {@code high / sqrt(fanIn + 1)}. */
  record He(double low, double high) implements Initializer {
    public He {
      requireWindow(low, high, -Double.MAX_VALUE);
    }

    @Override
    public double[] draw(Block block, RandomGenerator random) {
      double top = high / Math.sqrt(block.fanIn() + 1);
      requireRoom("he", block, low, top);
      return new Uniform(low, top).draw(block, random);
    }
  }

  /** The logarithm uniform over the window of {@link He}. */
  record HeLog(double low, double high) implements Initializer {
    public HeLog {
      requireWindow(low, high, Double.MIN_NORMAL);
    }

    @Override
    public double[] draw(Block block, RandomGenerator random) {
      double top = high / Math.sqrt(block.fanIn() + 1);
      requireRoom("he-log", block, low, top);
      return new LogUniform(low, top).draw(block, random);
    }
  }

  /**
   * The values of a NumPy array file of doubles, of shape {@code (rows, columns)}. Read when a
   * model is made, not when one is loaded.
   */
  record FromFile(String path) implements Initializer {
    @Override
    public double[] draw(Block block, RandomGenerator random) {
      try {
        return Npy.read(Files.readAllBytes(Path.of(path)), path, block.rows(), block.columns());
      } catch (NoSuchFileException e) {
        throw new IllegalArgumentException("there is no file " + path, e);
      } catch (IOException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }
  }

  private static void requireRoom(String kind, Block block, double low, double top) {
    if (top < low) {
      throw new IllegalArgumentException(
          kind
              + " window is empty for "
              + block.rows()
              + " x "
              + block.columns()
              + ": "
              + low
              + " to "
              + top);
    }
  }

  private static void requireWindow(double low, double high, double least) {
    if (!(low >= least && low <= high && high <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "initial values must lie in a window with low <= high, got " + low + " to " + high);
    }
  }
}
