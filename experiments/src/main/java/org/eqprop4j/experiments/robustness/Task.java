package org.eqprop4j.experiments.robustness;

/** What is to be learned. */
enum Task {
  /** Case 1 of Kiraz et al. (2023). */
  CASE_ONE,
  /** Exclusive or, with eight hidden neurons. */
  XOR,
  /** Iris, with ten hidden neurons. */
  IRIS
}
