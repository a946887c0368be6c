package org.eqprop4j.analog.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The most multiply-adds that a processor can do, on the Vector API. */
final class VectorPeak {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int N = DOUBLES.length();

  private VectorPeak() {}

  /** See {@link Kernels#multiplyAddAsFastAsCanBe}: sixteen sums, each in a register. */
  static void multiplyAdd(double[] sums, int rounds) {
    DoubleVector f = broadcast(DOUBLES, 0.5);
    DoubleVector s0 = fromArray(DOUBLES, sums, 0 * N);
    DoubleVector s1 = fromArray(DOUBLES, sums, 1 * N);
    DoubleVector s2 = fromArray(DOUBLES, sums, 2 * N);
    DoubleVector s3 = fromArray(DOUBLES, sums, 3 * N);
    DoubleVector s4 = fromArray(DOUBLES, sums, 4 * N);
    DoubleVector s5 = fromArray(DOUBLES, sums, 5 * N);
    DoubleVector s6 = fromArray(DOUBLES, sums, 6 * N);
    DoubleVector s7 = fromArray(DOUBLES, sums, 7 * N);
    DoubleVector s8 = fromArray(DOUBLES, sums, 8 * N);
    DoubleVector s9 = fromArray(DOUBLES, sums, 9 * N);
    DoubleVector s10 = fromArray(DOUBLES, sums, 10 * N);
    DoubleVector s11 = fromArray(DOUBLES, sums, 11 * N);
    DoubleVector s12 = fromArray(DOUBLES, sums, 12 * N);
    DoubleVector s13 = fromArray(DOUBLES, sums, 13 * N);
    DoubleVector s14 = fromArray(DOUBLES, sums, 14 * N);
    DoubleVector s15 = fromArray(DOUBLES, sums, 15 * N);
    for (int r = 0; r < rounds; r++) {
      s0 = s0.fma(f, f);
      s1 = s1.fma(f, f);
      s2 = s2.fma(f, f);
      s3 = s3.fma(f, f);
      s4 = s4.fma(f, f);
      s5 = s5.fma(f, f);
      s6 = s6.fma(f, f);
      s7 = s7.fma(f, f);
      s8 = s8.fma(f, f);
      s9 = s9.fma(f, f);
      s10 = s10.fma(f, f);
      s11 = s11.fma(f, f);
      s12 = s12.fma(f, f);
      s13 = s13.fma(f, f);
      s14 = s14.fma(f, f);
      s15 = s15.fma(f, f);
    }
    s0.intoArray(sums, 0 * N);
    s1.intoArray(sums, 1 * N);
    s2.intoArray(sums, 2 * N);
    s3.intoArray(sums, 3 * N);
    s4.intoArray(sums, 4 * N);
    s5.intoArray(sums, 5 * N);
    s6.intoArray(sums, 6 * N);
    s7.intoArray(sums, 7 * N);
    s8.intoArray(sums, 8 * N);
    s9.intoArray(sums, 9 * N);
    s10.intoArray(sums, 10 * N);
    s11.intoArray(sums, 11 * N);
    s12.intoArray(sums, 12 * N);
    s13.intoArray(sums, 13 * N);
    s14.intoArray(sums, 14 * N);
    s15.intoArray(sums, 15 * N);
  }
}
