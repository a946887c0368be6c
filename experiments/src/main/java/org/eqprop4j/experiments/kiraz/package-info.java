/**
 * The experiments of Kiraz, Pham and Desgreys (2023), on the circuit of that paper and of the
 * scripts published later by its first author
 * (Zulalkiraz/eqprop-non-sum-separable-energy-consideration).
 */
package org.eqprop4j.experiments.kiraz;
