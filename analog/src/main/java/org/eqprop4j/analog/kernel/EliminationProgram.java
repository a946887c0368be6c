package org.eqprop4j.analog.kernel;

import java.util.Arrays;

/**
 * How matrices of one sparse pattern are factored as L D L', row by row: for every value of L that
 * can be other than 0, which products of other values it takes. {@link Kernels} carry it out for
 * all lanes, whose matrices have the same values off the diagonal and a diagonal of their own.
 *
 * <p>A factor is kept as -L, so that all that is left to do are additions of products. Its lanes
 * stand in groups: a value of all lanes of a group, then the next, so that what a group works on
 * stays in the nearest cache.
 */
public final class EliminationProgram {
  /** Lanes of a group: two vectors of 512 bits. */
  static final int GROUP = Kernels.WIDTH;

  /** The unknown of each step, and the step of each unknown. */
  final int[] unknown;

  private final int[] step;

  /** Where each row of L begins, and behind the last one where it ends; the columns in it. */
  final int[] rowStart;

  final int[] column;

  /** Where each column of L begins; the places in L of its values, and their rows. */
  final int[] columnStart;

  final int[] place;
  final int[] row;

  /** Where the products of each value of L begin; both factors' places in L. */
  final int[] productStart;

  final int[] left;
  final int[] right;

  private final double[] values;

  /**
   * A program.
   *
   * @param order the unknown that each step eliminates
   * @param below for each step the unknowns of later steps that it finds coupled to its own
   */
  public EliminationProgram(int[] order, int[][] below) {
    int n = order.length;
    unknown = order.clone();
    step = new int[n];
    for (int i = 0; i < n; i++) {
      step[order[i]] = i;
    }
    columnStart = new int[n + 1];
    rowStart = new int[n + 1];
    for (int k = 0; k < n; k++) {
      columnStart[k + 1] = columnStart[k] + below[k].length;
      for (int u : below[k]) {
        rowStart[step[u] + 1]++;
      }
    }
    Arrays.parallelPrefix(rowStart, Integer::sum);
    int entries = rowStart[n];
    column = new int[entries];
    place = new int[entries];
    row = new int[entries];
    values = new double[entries];
    int[] next = Arrays.copyOf(rowStart, n);
    for (int k = 0; k < n; k++) {
      int[] rows = Arrays.stream(below[k]).map(u -> step[u]).sorted().toArray();
      for (int i = 0; i < rows.length; i++) {
        int at = next[rows[i]]++;
        column[at] = k;
        place[columnStart[k] + i] = at;
        row[columnStart[k] + i] = rows[i];
      }
    }
    productStart = new int[entries + 1];
    int count = products(null, null);
    left = new int[count];
    right = new int[count];
    products(left, right);
  }

  /** Finds the products of all values, and writes them unless told nowhere; tells their number. */
  private int products(int[] lefts, int[] rights) {
    int count = 0;
    for (int i = 0; i < unknown.length; i++) {
      for (int at = rowStart[i]; at < rowStart[i + 1]; at++) {
        productStart[at] = count;
        int b = rowStart[column[at]];
        int end = rowStart[column[at] + 1];
        for (int a = rowStart[i]; a < at && b < end; a++) {
          while (b < end && column[b] < column[a]) {
            b++;
          }
          if (b < end && column[b] == column[a]) {
            if (lefts != null) {
              lefts[count] = a;
              rights[count] = b;
            }
            count++;
          }
        }
      }
    }
    productStart[column.length] = count;
    return count;
  }

  /** Number of unknowns. */
  public int unknowns() {
    return unknown.length;
  }

  /** Number of values of L below its diagonal. */
  public int entries() {
    return column.length;
  }

  /** Number of products that factoring sums beside those of the diagonal. */
  public int products() {
    return left.length;
  }

  /** Length of the array that keeps a factor of all lanes. */
  public int factorLength() {
    return Math.multiplyExact(column.length, Kernels.LANES);
  }

  /**
   * The place in {@link #values} of what couples two unknowns, or -1 if nothing ever does.
   *
   * @param a one of two different unknowns, in either order
   */
  public int index(int a, int b) {
    int r = Math.max(step[a], step[b]);
    int c = Math.min(step[a], step[b]);
    return Math.max(-1, Arrays.binarySearch(column, rowStart[r], rowStart[r + 1], c));
  }

  /** The matrix off its diagonal, for those who fill it; 0 where only the factor has values. */
  public double[] values() {
    return values;
  }
}
