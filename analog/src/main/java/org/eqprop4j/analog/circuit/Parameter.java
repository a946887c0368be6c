package org.eqprop4j.analog.circuit;

import java.io.Serializable;

/**
 * A block of adjustable values in a circuit's parameter vector.
 *
 * @param name name of the layer it belongs to; unique in the circuit
 * @param kind what the values are, and their unit
 * @param offset index of the first value in the parameter vector
 * @param rows number of rows; the block is stored row-major
 * @param columns number of columns, 1 for a list
 * @param trainable whether training may change it
 */
public record Parameter(
    String name, Kind kind, int offset, int rows, int columns, boolean trainable)
    implements Serializable {

  /** What a parameter is. */
  public enum Kind {
    /** Conductance [S], never negative. */
    CONDUCTANCE("S", "conductance"),
    /** Voltage of a source [V], of either sign. */
    VOLTAGE("V", "voltage"),
    /** Current of a source [A], of either sign. */
    CURRENT("A", "current");

    private final String unit;
    private final String quantity;

    Kind(String unit, String quantity) {
      this.unit = unit;
      this.quantity = quantity;
    }

    /** Symbol of the SI unit. */
    public String unit() {
      return unit;
    }

    /** What is measured in it. */
    public String quantity() {
      return quantity;
    }
  }

  /** Number of values. */
  public int size() {
    return rows * columns;
  }

  /** Index just behind the last value in the parameter vector. */
  public int end() {
    return offset + size();
  }
}
