package org.eqprop4j.analog.engine.builtin;

import java.util.Arrays;
import java.util.List;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.circuit.ZoneWeights;
import org.eqprop4j.analog.kernel.PanelMatrix;

/**
 * The circuit's energy on its unknowns, as far as all samples share it: E(x) = x'Hx / 2 - x'(K f +
 * k) + diodes, with input values f. H is symmetric and positive definite, since every term is a
 * square times a weight and a conductance. Unknowns stand in elimination order.
 */
final class ReducedSystem {
  /** What conjugate gradients take for the few steps that one factorisation serves. */
  private static final double USUAL_ITERATIONS = 25;

  final Circuit circuit;
  final int unknowns;
  final int leaves;
  final int others;
  final int features;

  /** Diagonal of H [S]. */
  final double[] diagonal;

  /** H between the others (rows) and the leaves (columns), and its transpose [S]. */
  final PanelMatrix coupling;

  final PanelMatrix couplingTransposed;

  /** H among the others, lower triangle packed by rows; its diagonal is not used [S]. */
  final double[] otherCoupling;

  /** The same as a full matrix with a diagonal of 0, if any of it can be other than 0. */
  final boolean othersCoupled;

  final PanelMatrix otherMatrix;

  /** Whether the Schur complement is formed and factored; else it is only applied. */
  final boolean direct;

  /**
   * What the leaves' reciprocal diagonals are multiplied with to give the Schur complement on the
   * others: in row {@code i (i + 1) / 2 + j} minus the products of rows i and j of the coupling.
   */
  final PanelMatrix schurProducts;

  /** K, {@code unknowns x features} [S], and k [A]. */
  final PanelMatrix drive;

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

  ReducedSystem(Circuit circuit) {
    this.circuit = circuit;
    this.ordering = new Ordering(circuit);
    this.unknowns = ordering.size();
    this.leaves = ordering.leaves();
    this.others = unknowns - leaves;
    this.features = circuit.featureCount();
    diagonal = new double[unknowns];
    coupling = new PanelMatrix(others, leaves);
    couplingTransposed = new PanelMatrix(leaves, others);
    direct = isDirectCheaper();
    othersCoupled = ordering.othersCoupled();
    boolean packed = direct || othersCoupled;
    otherCoupling = new double[packed ? Math.toIntExact(others * (others + 1L) / 2) : 0];
    otherMatrix = othersCoupled ? new PanelMatrix(others, others) : new PanelMatrix(0, 0);
    schurProducts = direct ? new PanelMatrix(otherCoupling.length, leaves) : new PanelMatrix(0, 0);
    drive = new PanelMatrix(unknowns, features);
    errorBound = new double[unknowns];
    moveBound = new double[others];
    constantDrive = new double[unknowns];
    reach = new double[unknowns];
    weight = new double[unknowns];
    for (int u = 0; u < unknowns; u++) {
      weight[ordering.position(u)] =
          circuit.zoneWeights().ofNode(circuit.reduction().nodeOfUnknown(u));
    }
    inverseWeight = Arrays.stream(weight).map(w -> 1 / w).toArray();
    for (int node = 0; node < circuit.nodeCount(); node++) {
      int x = unknownAt(node);
      if (x >= 0) {
        reach[x] = Math.max(reach[x], Math.abs(circuit.reduction().scale(node)));
      }
    }
    diodes =
        circuit.elements(Element.Diodes.class).stream().map(d -> new DiodeBank(this, d)).toList();
  }

  /**
   * Compares multiply-adds per sample and factorisation: forming and factoring the Schur complement
   * against {@value #USUAL_ITERATIONS} applications of it.
   */
  private boolean isDirectCheaper() {
    return formingCost() <= USUAL_ITERATIONS * couplingCost();
  }

  /** Multiply-adds of forming and factoring the Schur complement. */
  double formingCost() {
    return 0.5 * others * (others + 1.0) * (leaves + others / 3.0);
  }

  /** Multiply-adds of the products with everything that couples unknowns. */
  double couplingCost() {
    return 2.0 * others * leaves + (ordering.othersCoupled() ? 1.0 * others * others : 0);
  }

  /** Place of the unknown that a node's voltage is a multiple of, or -1 if sources hold it. */
  int unknownAt(int node) {
    NodeReduction reduction = circuit.reduction();
    return reduction.isDriven(node) ? -1 : ordering.position(reduction.index(node));
  }

  void setParameters(double[] parameters) {
    Arrays.fill(diagonal, 0);
    coupling.clear();
    Arrays.fill(otherCoupling, 0);
    drive.clear();
    Arrays.fill(constantDrive, 0);
    ZoneWeights weights = circuit.zoneWeights();
    for (Element.Conductances group : circuit.elements(Element.Conductances.class)) {
      if (group instanceof Element.Crossbar crossbar && inputsOnly(crossbar)) {
        addInputs(crossbar, parameters);
      } else {
        group.forEachBranch(
            (a, b, parameter) ->
                addConductance(a, b, weights.ofElement(a, b) * parameters[parameter], parameters));
      }
    }
    for (Element.BiasCurrents biases : circuit.elements(Element.BiasCurrents.class)) {
      addCurrents(biases, parameters);
    }
    couplingTransposed.setTransposed(coupling);
    setOtherMatrix();
    setSchurProducts();
    new ErrorBound(this).set();
    diodes.forEach(bank -> bank.setParameters(parameters));
  }

  /** Whether sources without a shift hold all rows and no column: what most conductances are in. */
  private boolean inputsOnly(Element.Crossbar crossbar) {
    NodeReduction reduction = circuit.reduction();
    return Arrays.stream(crossbar.rows().toArray())
            .allMatch(n -> reduction.isDriven(n) && reduction.shift(n) == 0)
        && Arrays.stream(crossbar.columns().toArray())
            .allMatch(n -> !reduction.isDriven(n) && reduction.shift(n) == 0);
  }

  /** The same as adding every conductance by itself, with as little as can be in the inner loop. */
  private void addInputs(Element.Crossbar crossbar, double[] parameters) {
    NodeReduction reduction = circuit.reduction();
    int[] columns = crossbar.columns().toArray();
    int[] unknown = new int[columns.length];
    double[] scale = new double[columns.length];
    double[] weight = new double[columns.length];
    for (int c = 0; c < columns.length; c++) {
      unknown[c] = unknownAt(columns[c]);
      scale[c] = reduction.scale(columns[c]);
      weight[c] = circuit.zoneWeights().ofNode(columns[c]) * scale[c];
    }
    double[] k = drive.values();
    int g = crossbar.conductance().offset();
    for (int row : crossbar.rows().toArray()) {
      boolean feature = reduction.root(row) == NodeReduction.Root.FEATURE;
      int index = reduction.index(row);
      double volts =
          reduction.root(row) == NodeReduction.Root.PARAMETER
              ? reduction.scale(row) * parameters[index]
              : 0;
      for (int c = 0; c < columns.length; c++, g++) {
        double weighted = weight[c] * parameters[g];
        diagonal[unknown[c]] += weighted * scale[c];
        if (feature) {
          k[drive.index(unknown[c], index)] += weighted * reduction.scale(row);
        } else {
          constantDrive[unknown[c]] += weighted * volts;
        }
      }
    }
  }

  private void setOtherMatrix() {
    otherMatrix.clear();
    for (int i = 0; i < otherMatrix.rows(); i++) {
      for (int j = 0; j < i; j++) {
        double value = otherCoupling[i * (i + 1) / 2 + j];
        otherMatrix.add(i, j, value);
        otherMatrix.add(j, i, value);
      }
    }
  }

  private void setSchurProducts() {
    for (int i = 0; direct && i < others; i++) {
      for (int j = 0; j <= i; j++) {
        setProduct(i * (i + 1) / 2 + j, i, j);
      }
    }
  }

  private void setProduct(int row, int i, int j) {
    double[] products = schurProducts.values();
    double[] c = coupling.values();
    int at = schurProducts.index(row, 0);
    int step = schurProducts.step(row);
    int ci = coupling.index(i, 0);
    int cj = coupling.index(j, 0);
    for (int h = 0; h < leaves; h++) {
      products[at + h * step] = -c[ci + h * coupling.step(i)] * c[cj + h * coupling.step(j)];
    }
  }

  /** Subtracts w I V from the energy. */
  private void addCurrents(Element.BiasCurrents biases, double[] parameters) {
    for (int i = 0; i < biases.nodes().size(); i++) {
      int node = biases.nodes().get(i);
      int x = unknownAt(node);
      if (x >= 0) {
        constantDrive[x] +=
            circuit.zoneWeights().ofNode(node)
                * circuit.reduction().scale(node)
                * parameters[biases.current().offset() + i];
      }
    }
  }

  /** Adds the square w g (V_a - V_b)^2 / 2 to the energy. */
  private void addConductance(int a, int b, double weighted, double[] parameters) {
    NodeReduction reduction = circuit.reduction();
    double scaleA = reduction.scale(a);
    double scaleB = reduction.scale(b);
    int xa = unknownAt(a);
    int xb = unknownAt(b);
    double offset = weighted * (reduction.shift(a) - reduction.shift(b));
    if (xa >= 0) {
      constantDrive[xa] -= scaleA * offset;
    }
    if (xb >= 0) {
      constantDrive[xb] += scaleB * offset;
    }
    if (xa >= 0 && xa == xb) {
      diagonal[xa] += weighted * (scaleA - scaleB) * (scaleA - scaleB);
    } else if (xa >= 0 && xb >= 0) {
      diagonal[xa] += weighted * scaleA * scaleA;
      diagonal[xb] += weighted * scaleB * scaleB;
      couple(xa, xb, -weighted * scaleA * scaleB);
    } else if (xa >= 0) {
      diagonal[xa] += weighted * scaleA * scaleA;
      drive(xa, b, weighted * scaleA * scaleB, parameters);
    } else if (xb >= 0) {
      diagonal[xb] += weighted * scaleB * scaleB;
      drive(xb, a, weighted * scaleA * scaleB, parameters);
    }
  }

  private void couple(int xa, int xb, double value) {
    int low = Math.min(xa, xb);
    int high = Math.max(xa, xb) - leaves;
    if (low < leaves) {
      coupling.add(high, low, value);
    } else {
      otherCoupling[high * (high + 1) / 2 + low - leaves] += value;
    }
  }

  private void drive(int x, int source, double siemens, double[] parameters) {
    NodeReduction reduction = circuit.reduction();
    switch (reduction.root(source)) {
      case FEATURE -> drive.add(x, reduction.index(source), siemens);
      case PARAMETER -> constantDrive[x] += siemens * parameters[reduction.index(source)];
      case GROUND -> {}
      case UNKNOWN -> throw new IllegalStateException("an unknown node cannot be a source");
    }
  }
}
