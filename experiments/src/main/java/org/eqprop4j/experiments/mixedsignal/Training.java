package org.eqprop4j.experiments.mixedsignal;

/** How the two sides are trained. */
public enum Training {
  /** The front-end as a classifier with its own digital output layers, without a circuit. */
  DIGITAL,
  /** The front-end as a classifier, then the circuit on its embedding: steps 1 to 3. */
  FROZEN,
  /** All five steps: inputs are trained, the front-end is regressed toward them, and so on. */
  EMBEDDING,
  /** Both sides at once, end to end, gradients going through the circuit into the front-end. */
  JOINT
}
