package org.eqprop4j.analog.engine.builtin;

import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.engine.Section;
import org.eqprop4j.analog.engine.SolvingCosts;
import org.eqprop4j.analog.engine.Workers;
import org.eqprop4j.analog.kernel.Kernels;
import org.eqprop4j.analog.kernel.PanelMatrix;
import org.eqprop4j.analog.kernel.SharedMatrix;
import org.eqprop4j.analog.kernel.SparseMatrix;

/**
 * The circuit's energy on its unknowns, as far as all samples share it: E(x) = x'Hx / 2 - x'(K f +
 * k) + diodes, with input values f. H is symmetric and positive definite, since every term is a
 * square times a weight and a conductance. Unknowns stand in elimination order.
 */
final class ReducedSystem {
  /**
   * A matrix is kept sparse if no more than this part of its values can be other than 0: by value
   * the sparse product loads twice as much as the dense one, and from places apart.
   */
  private static final double SPARSE = 0.3;

  /** Rows that one thread transposes at a time. */
  private static final int TRANSPOSED = 16;

  /** Values of the elimination that one thread sets at a time. */
  private static final int ELIMINATED = 1 << 10;

  final Circuit circuit;
  final int unknowns;
  final int leaves;
  final int others;
  final int features;

  /** Diagonal of H [S]. */
  final double[] diagonal;

  /** The leaves that each of the others is coupled to. */
  final BitSet[] leavesOfOthers;

  /** H between the others (rows) and the leaves (columns), and its transpose [S]. */
  final SharedMatrix coupling;

  final SharedMatrix couplingTransposed;

  /** H among the others with a diagonal of 0 [S]; of no size if it is all 0. */
  final SharedMatrix otherMatrix;

  final boolean othersCoupled;

  final MatrixMethod matrixMethod;

  /** A factorisation and a solution, in multiply-adds of products; 0 where there is none. */
  final double factoredStepCost;

  /** How all unknowns are eliminated if the matrix is sparse, else null. */
  final SparseElimination elimination;

  /** The coupling in single precision, or null where nothing uses it. */
  final SingleCoupling single;

  /** K of the unknowns that inputs drive, the first of which is {@link #firstDriven} [S]. */
  final SharedMatrix drive;

  final int firstDriven;

  /** k [A]. */
  final double[] constantDrive;

  /**
   * What a current that is missing at an unknown costs in voltage at most: no node is farther from
   * the operating point than the largest product of this and |gradient|. See {@link ErrorBound}.
   */
  final double[] errorBound;

  /**
   * The part of the error that a sweep of {@link CoordinateDescent} leaves at most, in the norm of
   * the error bound; 1 or more if none is known.
   */
  double contraction;

  /**
   * What a move of an other in the last sweep costs in voltage at most: no node is farther from the
   * operating point than the largest product of this and |move|.
   */
  final double[] moveBound;

  /**
   * Largest multiple of each unknown among the node voltages: what an error there is multiplied
   * with.
   */
  final double[] reach;

  /** Weight of the zone of each unknown's own node. */
  final double[] weight;

  /** One over the weight: from a gradient to amperes at the unknown's own node. */
  final double[] inverseWeight;

  final List<DiodeBank> diodes;
  private final Ordering ordering;
  private final ParameterStamps stamps;
  private final ErrorBound bound;
  private final MatrixCosts matrixCosts;
  private long version;

  /** What follows from the coupling, and the sums of crossbars. */
  private final Section derived = new Section();

  /** The system of a circuit, whose matrix is solved with in the way that costs the least. */
  ReducedSystem(Circuit circuit) {
    this(circuit, null);
  }

  /** The same, with the matrix solved with in a given way unless that is null. */
  ReducedSystem(Circuit circuit, MatrixMethod forced) {
    this.circuit = circuit;
    Couplings couplings = new Couplings(circuit);
    ordering = new Ordering(couplings);
    unknowns = ordering.size();
    leaves = ordering.leaves();
    others = unknowns - leaves;
    features = circuit.featureCount();
    diagonal = new double[unknowns];
    constantDrive = new double[unknowns];
    errorBound = new double[unknowns];
    moveBound = new double[others];
    inverseWeight = new double[unknowns];
    reach = new double[unknowns];
    weight = new double[unknowns];
    BitSet[] ofOthers = ordering.ofOthers(couplings.unknowns);
    leavesOfOthers = positions(ofOthers, 0, leaves);
    BitSet[] othersOfOthers = positions(ofOthers, leaves, unknowns);
    othersCoupled = Arrays.stream(othersOfOthers).anyMatch(places -> !places.isEmpty());
    coupling = matrix(leavesOfOthers, leaves);
    couplingTransposed = coupling.newTransposed();
    otherMatrix = othersCoupled ? matrix(othersOfOthers, others) : new PanelMatrix(0, 0);
    BitSet[] featuresOfAll = ordering.ordered(couplings.features);
    BitSet driven = new BitSet();
    IntStream.range(0, unknowns).filter(x -> !featuresOfAll[x].isEmpty()).forEach(driven::set);
    firstDriven = Math.max(0, driven.nextSetBit(0));
    drive = matrix(Arrays.copyOfRange(featuresOfAll, firstDriven, driven.length()), features);
    matrixCosts = new MatrixCosts(coupling, leavesOfOthers, couplingCost());
    MinimumDegree order =
        new MinimumDegree(
            coupled(couplings),
            forced == null ? matrixCosts.mostEliminating() : Double.POSITIVE_INFINITY);
    matrixMethod = forced == null ? matrixCosts.cheapest(order) : forced;
    factoredStepCost = matrixCosts.step(matrixMethod, order);
    boolean sparse = matrixMethod == MatrixMethod.SPARSE;
    elimination =
        sparse
            ? new SparseElimination(
                this, coupled(couplings), order, matrixCosts.isWorthKeeping(order))
            : null;
    boolean iterative = matrixMethod == MatrixMethod.ITERATIVE;
    single = iterative && SingleCoupling.suits(this) ? new SingleCoupling(this) : null;
    setNodes();
    diodes =
        circuit.elements(Element.Diodes.class).stream().map(d -> new DiodeBank(this, d)).toList();
    stamps = new ParameterStamps(this);
    bound = new ErrorBound(this);
    if (sparse) {
      derived.add(elimination.program.entries(), ELIMINATED, elimination::set);
    }
    derived.add(
        leaves, TRANSPOSED, (from, to) -> couplingTransposed.setTransposed(coupling, from, to));
    stamps.addSumsTo(derived);
  }

  /** For each unknown in order those that it is coupled to. */
  private BitSet[] coupled(Couplings couplings) {
    return positions(ordering.ordered(couplings.unknowns), 0, unknowns);
  }

  private BitSet[] positions(BitSet[] unknownsOfRows, int from, int to) {
    return Arrays.stream(unknownsOfRows)
        .map(set -> ordering.positions(set, from, to))
        .toArray(BitSet[]::new);
  }

  private static SharedMatrix matrix(BitSet[] places, int columns) {
    double values = Arrays.stream(places).mapToLong(BitSet::cardinality).sum();
    return values <= SPARSE * places.length * columns
        ? new SparseMatrix(places, columns)
        : new PanelMatrix(places.length, columns);
  }

  private void setNodes() {
    for (int u = 0; u < unknowns; u++) {
      weight[ordering.position(u)] =
          circuit.zoneWeights().ofNode(circuit.reduction().nodeOfUnknown(u));
    }
    Arrays.setAll(inverseWeight, u -> 1 / weight[u]);
    for (int node = 0; node < circuit.nodeCount(); node++) {
      int x = unknownAt(node);
      if (x >= 0) {
        reach[x] = Math.max(reach[x], Math.abs(circuit.reduction().scale(node)));
      }
    }
  }

  /** Multiply-adds of Newton's method with the present parameters. */
  SolvingCosts costs() {
    return new SolvingCosts(
        drive.size(),
        couplingCost(),
        diodes.stream().mapToInt(bank -> bank.size).sum(),
        matrixCost(),
        solutionCost(),
        matrixMethod == MatrixMethod.ITERATIVE ? iterationCost() : 0);
  }

  /** Multiply-adds of making the matrix ready. */
  private double matrixCost() {
    return switch (matrixMethod) {
      case DENSE -> matrixCosts.denseMatrix();
      case SPARSE -> elimination.program.products() + 2.0 * elimination.program.entries();
      case ITERATIVE -> 0;
    };
  }

  /** Multiply-adds of solving with it, without iterations. */
  private double solutionCost() {
    return switch (matrixMethod) {
      case DENSE -> couplingCost() + (double) others * others;
      case SPARSE -> 2.0 * elimination.program.entries();
      case ITERATIVE -> iterationCost();
    };
  }

  /** Multiply-adds of applying it once. */
  private double iterationCost() {
    boolean halved = single != null && single.suffices(NewtonTile.STEP_ERROR);
    return halved ? 0.5 * couplingCost() : couplingCost();
  }

  /** Multiply-adds of the products with everything that couples unknowns. */
  double couplingCost() {
    return 2.0 * coupling.size() + otherMatrix.size();
  }

  /**
   * The voltage over which no diode's conductance changes by more than a factor of e: 0 if one has
   * a kink, infinite without diodes.
   */
  double bend() {
    return diodes.stream()
        .mapToDouble(bank -> bank.model.bend())
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** Place of the unknown that a node's voltage is a multiple of, or -1 if sources hold it. */
  int unknownAt(int node) {
    NodeReduction reduction = circuit.reduction();
    return reduction.isDriven(node) ? -1 : ordering.position(reduction.index(node));
  }

  /**
   * Writes K f + k of a tile.
   *
   * @param values f [V], {@code features x LANES}
   * @param currents {@code unknowns x LANES} [A]
   */
  void sourceCurrents(double[] values, double[] currents) {
    for (int x = 0; x < unknowns; x++) {
      Arrays.fill(currents, x * LANES, (x + 1) * LANES, constantDrive[x]);
    }
    Kernels.active().multiplyAdd(drive, values, 0, currents, firstDriven * LANES);
  }

  /** How often parameters were taken over: what was made of them is good for the same number. */
  long version() {
    return version;
  }

  /** Takes over parameters; the result does not depend on the number of workers. */
  void setParameters(double[] parameters, Workers workers) {
    version++;
    stamps.set(parameters, workers);
    derived.run(workers);
    stamps.finish();
    if (single != null) {
      single.set(workers);
    }
    bound.set(workers);
    for (int i = 0; i < diodes.size(); i++) {
      diodes.get(i).setParameters(parameters);
    }
  }
}
