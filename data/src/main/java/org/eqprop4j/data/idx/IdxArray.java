package org.eqprop4j.data.idx;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.eqprop4j.data.DataException;

/** The content of an IDX file of unsigned bytes: a row-major array of any number of dimensions. */
public final class IdxArray {
  private final String name;
  private final int[] shape;
  private final int itemLength;
  private final byte[] values;

  /** The product of the dimensions must be the number of values. */
  IdxArray(String name, int[] shape, byte[] values) {
    this.name = name;
    this.shape = shape;
    this.itemLength = Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
    this.values = values;
  }

  /** The name of the file it was read from, for messages. */
  public String name() {
    return name;
  }

  /** The dimensions, at least one. A copy. */
  public int[] shape() {
    return shape.clone();
  }

  /** Number of items: the first dimension. */
  public int items() {
    return shape[0];
  }

  /** Number of values of one item: the product of the other dimensions. */
  public int itemLength() {
    return itemLength;
  }

  /** All values, row-major; each byte is unsigned, 0 to 255. Not a copy: must not be changed. */
  public byte[] values() {
    return values;
  }

  /** One value, 0 to 255. */
  public int value(int index) {
    return Byte.toUnsignedInt(values[index]);
  }

  /**
   * The values of some items as numbers, divided by {@code divisor}.
   *
   * @param from first item, inclusive
   * @param to last item, exclusive
   * @return row-major, {@code (to - from) x itemLength}
   */
  public float[] floats(int from, int to, float divisor) {
    int start = from * itemLength;
    float[] result = new float[(to - from) * itemLength];
    for (int i = 0; i < result.length; i++) {
      result[i] = (values[start + i] & 0xff) / divisor;
    }
    return result;
  }

  /**
   * This array, if it has so many dimensions.
   *
   * @param what what the file should hold, for the message
   * @throws DataException if it has not
   */
  public IdxArray requireRank(int rank, String what) {
    if (shape.length != rank) {
      throw new DataException(
          String.format(
              "%s: expected %s of %d dimensions, found %d (%s)",
              name, what, rank, shape.length, describe(shape)));
    }
    return this;
  }

  static String describe(int[] shape) {
    return Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
  }
}
