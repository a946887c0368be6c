package org.eqprop4j.data.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A column being read, and read: numbers, or names as their order of appearance. */
final class CsvColumn {
  private final String name;
  private final int index;
  private final Map<String, Integer> names;
  private float[] values;
  private int size;

  /**
   * Without rows.
   *
   * @param index place in the file, from 0
   */
  CsvColumn(String name, int index, boolean category, int capacity) {
    this.name = name;
    this.index = index;
    this.names = category ? new HashMap<>() : null;
    this.values = new float[capacity];
  }

  String name() {
    return name;
  }

  int index() {
    return index;
  }

  boolean isCategory() {
    return names != null;
  }

  /** Number of distinct names so far. */
  int distinct() {
    return names.size();
  }

  void add(float value) {
    values[size++] = value;
  }

  void addName(String cell) {
    Integer known = names.putIfAbsent(cell, names.size());
    add(known == null ? names.size() - 1 : known);
  }

  /** Takes back what was added beyond so many rows. */
  void cutTo(int rows) {
    size = rows;
  }

  /** No more rows come. */
  void trim() {
    values = values.length == size ? values : Arrays.copyOf(values, size);
  }

  /** Numbers, or indices of names in order of appearance; NaN where missing. Not a copy. */
  float[] values() {
    return values;
  }

  /** The names, as numbers if all are numbers, else as text. */
  List<String> sortedNames() {
    List<String> sorted = new ArrayList<>(names.keySet());
    boolean numbers = sorted.stream().noneMatch(n -> Float.isNaN(Numbers.parse(n)));
    sorted.sort(
        numbers
            ? Comparator.comparing(Numbers::parse).thenComparing(Comparator.naturalOrder())
            : Comparator.naturalOrder());
    return sorted;
  }

  /** For each row the index of its name in a list; -1 if missing or not in it. */
  int[] indices(List<String> list) {
    int[] place = new int[names.size()];
    names.forEach((cell, i) -> place[i] = list.indexOf(cell));
    int[] result = new int[size];
    for (int r = 0; r < size; r++) {
      result[r] = Float.isNaN(values[r]) ? -1 : place[(int) values[r]];
    }
    return result;
  }
}
