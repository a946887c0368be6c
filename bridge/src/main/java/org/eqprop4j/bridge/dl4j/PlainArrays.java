package org.eqprop4j.bridge.dl4j;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Copies between ND4J's arrays and plain ones of double precision. ND4J's own copies take every
 * element by a call, or convert into arrays that are copied again; for the parameters of a circuit
 * that takes as long as solving it.
 */
final class PlainArrays {
  /** Numbers that are converted at a time, in the cache and by loops that Java vectorises. */
  private static final int CHUNK = 4096;

  private PlainArrays() {}

  /** All elements in row-major order. */
  static double[] rows(INDArray array) {
    double[] values = new double[Math.toIntExact(array.length())];
    readRows(array, values);
    return values;
  }

  /** All elements in row-major order, into {@code values}. */
  static void readRows(INDArray array, double[] values) {
    if (!isPlain(array)) {
      INDArray copy = array.castTo(DataType.DOUBLE).dup('c');
      System.arraycopy(copy.data().asDouble(), 0, values, 0, values.length);
      return;
    }
    DataBuffer data = array.data();
    if (data.dataType() == DataType.DOUBLE) {
      data.asNioDouble().get(values);
      return;
    }
    FloatBuffer floats = data.asNioFloat();
    float[] chunk = new float[Math.min(CHUNK, values.length)];
    for (int from = 0; from < values.length; from += chunk.length) {
      int count = Math.min(chunk.length, values.length - from);
      floats.get(chunk, 0, count);
      for (int i = 0; i < count; i++) {
        values[from + i] = chunk[i];
      }
    }
  }

  /** Overwrites all elements, given in row-major order. */
  static void writeRows(double[] values, INDArray array) {
    if (!isPlain(array)) {
      array.assign(Nd4j.create(values, array.shape(), 'c'));
      return;
    }
    DataBuffer data = array.data();
    if (data.dataType() == DataType.DOUBLE) {
      data.asNioDouble().put(values);
      return;
    }
    FloatBuffer floats = data.asNioFloat();
    float[] chunk = new float[Math.min(CHUNK, values.length)];
    for (int from = 0; from < values.length; from += chunk.length) {
      int count = Math.min(chunk.length, values.length - from);
      for (int i = 0; i < count; i++) {
        chunk[i] = (float) values[from + i];
      }
      floats.put(chunk, 0, count);
    }
  }

  /** Whether elements lie in this process's memory, in row-major order without gaps. */
  private static boolean isPlain(INDArray array) {
    DataType type = array.dataType();
    boolean plain =
        (type == DataType.FLOAT || type == DataType.DOUBLE) && Nd4j.getEnvironment().isCPU();
    long stride = 1;
    for (int d = array.rank() - 1; d >= 0; d--) {
      // Of a dimension of length 1 the stride means nothing.
      plain &= array.size(d) == 1 || array.stride(d) == stride;
      stride *= array.size(d);
    }
    return plain;
  }

  /**
   * The transposed matrix.
   *
   * @param values {@code rows x columns}, row by row
   */
  static double[] transposed(double[] values, int rows) {
    int columns = rows == 0 ? 0 : values.length / rows;
    double[] turned = new double[values.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        turned[c * rows + r] = values[r * columns + c];
      }
    }
    return turned;
  }
}
