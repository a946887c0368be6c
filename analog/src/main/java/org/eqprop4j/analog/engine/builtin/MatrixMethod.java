package org.eqprop4j.analog.engine.builtin;

/** How the Newton matrix of a circuit is solved with. */
enum MatrixMethod {
  /** The leaves are eliminated, their dense Schur complement is factored: {@link Factorization}. */
  DENSE,
  /** All is eliminated in an order of its own: {@link SparseFactorization}. */
  SPARSE,
  /** The Schur complement is only applied: {@link ConjugateGradients}. */
  ITERATIVE
}
