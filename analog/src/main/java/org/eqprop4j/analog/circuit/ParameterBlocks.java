package org.eqprop4j.analog.circuit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts a circuit's parameter vector into pieces for work on all parameters, in the order and with
 * the bounds of {@link RowBlocks}: what one thread changes, it will read itself.
 */
public final class ParameterBlocks {
  /** Parameters of a piece that stand in no crossbar. */
  private static final int GRAIN = 2048;

  private ParameterBlocks() {}

  /**
   * The pieces of each parameter block.
   *
   * @return for each piece the bounds of its ranges: from (inclusive), to (exclusive), and so on
   */
  public static List<List<int[]>> of(Circuit circuit) {
    Map<Parameter, Element.Crossbar> crossbars = new HashMap<>();
    for (Element.Crossbar crossbar : circuit.elements(Element.Crossbar.class)) {
      crossbars.putIfAbsent(crossbar.conductance(), crossbar);
    }
    List<List<int[]>> pieces = new ArrayList<>();
    for (Parameter parameter : circuit.parameters()) {
      Element.Crossbar crossbar = crossbars.get(parameter);
      pieces.add(crossbar == null ? even(parameter) : byRows(circuit, crossbar));
    }
    return pieces;
  }

  private static List<int[]> even(Parameter parameter) {
    List<int[]> pieces = new ArrayList<>();
    for (int from = parameter.offset(); from < parameter.end(); from += GRAIN) {
      pieces.add(new int[] {from, Math.min(parameter.end(), from + GRAIN)});
    }
    return pieces;
  }

  private static List<int[]> byRows(Circuit circuit, Element.Crossbar crossbar) {
    return RowBlocks.of(circuit, crossbar).stream()
        .map(block -> ranges(block.rows(), crossbar.conductance()))
        .toList();
  }

  /** The parameters of some rows; rows that follow each other share a range. */
  private static int[] ranges(int[] rows, Parameter parameter) {
    List<Integer> bounds = new ArrayList<>();
    for (int row : rows) {
      int from = parameter.offset() + row * parameter.columns();
      int last = bounds.size() - 1;
      if (last >= 0 && bounds.get(last) == from) {
        bounds.set(last, from + parameter.columns());
      } else {
        bounds.add(from);
        bounds.add(from + parameter.columns());
      }
    }
    return bounds.stream().mapToInt(Integer::intValue).toArray();
  }
}
