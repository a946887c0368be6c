/**
 * How fast circuits are solved and trained on this machine: {@code eqprop bench}, and the
 * experiment {@code throughput}.
 */
package org.eqprop4j.experiments.bench;
