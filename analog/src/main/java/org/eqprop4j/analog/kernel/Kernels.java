package org.eqprop4j.analog.kernel;

/**
 * Loops over samples side by side. Arrays are variable-major, lane-minor: value {@code v} of lane
 * {@code l} stands at {@code v * LANES + l}. What is the same for all lanes enters as a scalar or a
 * {@link PanelMatrix}.
 *
 * <p>No lane ever depends on another, so that results do not depend on a sample's neighbours. Two
 * implementations agree to rounding, not to the last bit.
 */
public interface Kernels {
  /** Samples side by side: four vectors of 512 bits. */
  int LANES = 32;

  /** Row lengths that {@link #multiplyAdd} takes are multiples of this. */
  int WIDTH = 16;

  /** Values among which {@link #addDifferences} spreads a sum: as many as a vector has at most. */
  int PARTIAL_SUMS = 8;

  /** Sums side by side that keep a processor busy while each waits for its last product. */
  int SUMS = 16;

  /** The kernels in use, chosen once: see {@link KernelChoice}. */
  static Kernels active() {
    return KernelChoice.ACTIVE;
  }

  /** What runs, for people: for instance {@code "Vector API, 512 bit"}. */
  String name();

  /** Doubles in a vector; 1 where the compiler decides. */
  int vectorLength();

  /**
   * {@code out += a x} on rows of {@code width} values.
   *
   * @param x {@code a.columns() x width} values from {@code xAt}
   * @param out {@code a.rows() x width} values from {@code outAt}
   * @param width a multiple of {@link #WIDTH}
   */
  void multiplyAdd(PanelMatrix a, double[] x, int xAt, double[] out, int outAt, int width);

  /**
   * {@code out += a x} on rows of {@link #LANES} values.
   *
   * @param x {@code a.columns() x LANES} values from {@code xAt}
   * @param out {@code a.rows() x LANES} values from {@code outAt}
   */
  void multiplyAdd(SparseMatrix a, double[] x, int xAt, double[] out, int outAt);

  /**
   * {@code out += a x} in single precision, on rows of {@link #LANES} values.
   *
   * @param x {@code a.columns() x LANES} values
   * @param out {@code a.paddedRows() x LANES} values; what is padded stays as it is
   */
  void multiplyAdd(SingleMatrix a, float[] x, float[] out);

  /** {@code out += a x} for a matrix of either double form, on rows of {@link #LANES} values. */
  default void multiplyAdd(SharedMatrix a, double[] x, int xAt, double[] out, int outAt) {
    if (a instanceof SparseMatrix sparse) {
      multiplyAdd(sparse, x, xAt, out, outAt);
    } else {
      multiplyAdd((PanelMatrix) a, x, xAt, out, outAt, LANES);
    }
  }

  /**
   * {@code out = e^x} from {@code from} (inclusive) to {@code to} (exclusive), to about one unit in
   * the last place where it is from e^-708 to e^709.4; 0 or infinite from e^-709 and e^710 on. The
   * arrays must not be the same.
   */
  void exp(double[] x, double[] out, int from, int to);

  /**
   * Nothing but multiply-adds on as many sums as registers hold: what benchmarks take as the
   * processor's peak.
   *
   * @param sums {@value #SUMS} times {@link #vectorLength} values, changed {@code rounds} times
   */
  void multiplyAddAsFastAsCanBe(double[] sums, int rounds);

  /**
   * Factors a symmetric positive definite matrix per lane as L D L'.
   *
   * @param lower lower triangle packed by rows, {@code n (n + 1) / 2 x LANES}, not changed
   * @param factor what {@link #solve} needs of L, {@code n (n - 1) / 2 x LANES} values in an order
   *     of the kernels' own, written
   * @param pivotInverse 1 / D, {@code n x LANES}, written
   */
  void factor(double[] lower, double[] factor, double[] pivotInverse, int n);

  /**
   * Solves with what {@link #factor} left.
   *
   * @param x right-hand side, then solution, {@code n x LANES} values from {@code at}
   */
  void solve(double[] factor, double[] pivotInverse, int n, double[] x, int at);

  /**
   * Factors a sparse symmetric positive definite matrix per lane.
   *
   * @param diagonal {@code unknowns x LANES}, not changed
   * @param factor {@link EliminationProgram#factorLength} values, written
   * @param pivotInverse {@code unknowns x LANES}, written in the order of the program
   */
  void factor(
      EliminationProgram program, double[] diagonal, double[] factor, double[] pivotInverse);

  /**
   * Solves with what that left.
   *
   * @param x right-hand side, then solution, {@code unknowns x LANES}
   */
  void solve(EliminationProgram program, double[] factor, double[] pivotInverse, double[] x);

  /** {@code out = factor x - b}, with one factor per row. */
  void scaleAndSubtract(double[] factor, double[] x, double[] b, double[] out, int rows);

  /** {@code out[at..] = factor x[xAt..] - offset} on one row. */
  void affine(double factor, double offset, double[] x, int xAt, double[] out, int at);

  /** {@code out[at..] += factor x[xAt..]} on one row. */
  void addScaled(double factor, double[] x, int xAt, double[] out, int at);

  /** {@code out[at..] = a x + b y[yAt..] + shift} for the first {@code count} values of x. */
  void combine(
      double a,
      double[] x,
      double b,
      double[] y,
      int yAt,
      double shift,
      double[] out,
      int at,
      int count);

  /**
   * Takes rows from where {@code row} says: {@code out = factor x - offset} on {@code count} rows
   * of out, with the factors, offsets and rows of x from {@code from} on.
   */
  void gather(
      double[] factor, double[] offset, int[] row, int from, int count, double[] x, double[] out);

  /**
   * Adds rows to where {@code row} says: {@code out += factor x} on {@code count} rows of x, with
   * the factors and rows of out from {@code from} on. A row of out may be named several times.
   */
  void scatter(double[] factor, int[] row, int from, int count, double[] x, double[] out);

  /**
   * On one row a piecewise linear function: {@code out = slope x + intercept} of the last piece
   * whose limit is above x.
   *
   * @param pieces limit, slope and intercept of each piece from {@code from} (inclusive) to {@code
   *     to} (exclusive); limits fall, the first is not looked at
   */
  void piecewiseLinear(
      double[] pieces, int from, int to, double[] x, int xAt, double[] out, int at);

  /** Per lane {@code out = sum over the rows of x y}. */
  void sumProducts(double[] x, double[] y, int rows, double[] out);

  /**
   * Adds the products of what two rows differ by in x and in y, {@code (x_ik - x_jk) (y_ik - y_jk)}
   * over all k, for pairs of rows. Each sum is spread among {@link #PARTIAL_SUMS} values, to be
   * added up at the end; which one a product goes to does not depend on cuts at multiples of {@link
   * #LANES} columns.
   *
   * @param x {@code rows x columns}
   * @param y likewise
   * @param row i of each pair
   * @param other j of each pair
   * @param first first pair, whose sums stand at the beginning of {@code sums}
   * @param end behind the last pair
   */
  void addDifferences(
      double[] x,
      double[] y,
      int columns,
      int[] row,
      int[] other,
      int first,
      int end,
      double[] sums);

  /**
   * Per lane the sum over the rows of {@code x (g - b) / 2}, and of its magnitude.
   *
   * @param sum one value per lane, written
   * @param magnitude one value per lane, written
   */
  void energy(double[] x, double[] g, double[] b, int rows, double[] sum, double[] magnitude);

  /** Per lane {@code out = max over the rows of |x| factor}; NaN if an x is. */
  void largest(double[] x, double[] factor, int rows, double[] out);

  /** {@code out = factor x} with one factor per lane; 0 where the factor is 0, whatever x is. */
  void scaleLanes(double[] factor, double[] x, int rows, double[] out);

  /** {@code out = x} in the lanes where {@code chosen} is not 0; the others keep their values. */
  void copyLanes(double[] chosen, double[] x, int rows, double[] out);
}
