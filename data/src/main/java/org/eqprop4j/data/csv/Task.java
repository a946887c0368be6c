package org.eqprop4j.data.csv;

/** What the label is. */
public enum Task {
  /** The name of a class, text or number. */
  CLASSES,
  /** A number to be predicted. */
  VALUES
}
