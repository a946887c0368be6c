package org.eqprop4j.data.csv;

import java.util.List;
import java.util.Optional;

/**
 * What the columns of a CSV file are for. A column is given by its name or, where none has that
 * name, by its number from 1.
 *
 * @param label the column to be predicted; empty if there is none
 * @param task what the label is
 * @param features the columns to predict from; empty: all that have no other role
 * @param categories features that hold names rather than numbers, one input for each name
 * @param ignored columns to leave out
 */
public record ColumnRoles(
    Optional<String> label,
    Task task,
    List<String> features,
    List<String> categories,
    List<String> ignored) {
  public ColumnRoles {
    features = List.copyOf(features);
    categories = List.copyOf(categories);
    ignored = List.copyOf(ignored);
  }

  /** Classes to be predicted from all other columns, which hold numbers. */
  public static ColumnRoles classes(String label) {
    return new ColumnRoles(Optional.of(label), Task.CLASSES, List.of(), List.of(), List.of());
  }

  /** Numbers only, nothing to be predicted. */
  public static ColumnRoles unlabelled() {
    return new ColumnRoles(Optional.empty(), Task.CLASSES, List.of(), List.of(), List.of());
  }
}
