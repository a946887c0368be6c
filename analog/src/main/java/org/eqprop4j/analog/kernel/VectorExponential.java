package org.eqprop4j.analog.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The exponential. Not the Vector API's own: its compiled and its interpreted code differ in the
 * last bit, and results must not depend on when a method was compiled.
 */
final class VectorExponential {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int N = DOUBLES.length();

  private VectorExponential() {}

  static void exp(double[] x, double[] out, int from, int to) {
    int end = from + (to - from) / N * N;
    whole(x, out, from, end);
    if (end < to) {
      double[] rest = Arrays.copyOfRange(x, end, end + N);
      double[] result = new double[N];
      whole(rest, result, 0, N);
      System.arraycopy(result, 0, out, end, to - end);
    }
  }

  /** e^x = 2^n e^r: n is found by adding a large number, which rounds. */
  private static void whole(double[] x, double[] out, int from, int to) {
    for (int i = from; i < to; i += N) {
      // Cheaper than a minimum and a maximum, and NaN stays NaN.
      DoubleVector z = fromArray(DOUBLES, x, i);
      z = z.blend(Exponential.LOWEST, z.compare(VectorOperators.LT, Exponential.LOWEST));
      z = z.blend(Exponential.HIGHEST, z.compare(VectorOperators.GT, Exponential.HIGHEST));
      DoubleVector n =
          z.fma(broadcast(DOUBLES, Exponential.LOG2_E), broadcast(DOUBLES, Exponential.ROUND));
      // While the large number is added, n stands in the low bits.
      LongVector powerOfTwo =
          n.reinterpretAsLongs()
              .add(1023 - Double.doubleToRawLongBits(Exponential.ROUND))
              .lanewise(VectorOperators.LSHL, 52);
      n = n.sub(broadcast(DOUBLES, Exponential.ROUND));
      DoubleVector r = n.fma(broadcast(DOUBLES, -Exponential.LN2_HIGH), z);
      r = n.fma(broadcast(DOUBLES, -Exponential.LN2_LOW), r);
      DoubleVector q = broadcast(DOUBLES, Exponential.C13);
      q = q.fma(r, broadcast(DOUBLES, Exponential.C12));
      q = q.fma(r, broadcast(DOUBLES, Exponential.C11));
      q = q.fma(r, broadcast(DOUBLES, Exponential.C10));
      q = q.fma(r, broadcast(DOUBLES, Exponential.C9));
      q = q.fma(r, broadcast(DOUBLES, Exponential.C8));
      q = q.fma(r, broadcast(DOUBLES, Exponential.C7));
      q = q.fma(r, broadcast(DOUBLES, Exponential.C6));
      q = q.fma(r, broadcast(DOUBLES, Exponential.C5));
      q = q.fma(r, broadcast(DOUBLES, Exponential.C4));
      q = q.fma(r, broadcast(DOUBLES, Exponential.C3));
      q = q.fma(r, broadcast(DOUBLES, Exponential.C2));
      r.mul(r).fma(q, r).add(1).mul(powerOfTwo.reinterpretAsDoubles()).intoArray(out, i);
    }
  }
}
