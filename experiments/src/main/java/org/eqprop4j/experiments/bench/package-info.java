/** How fast circuits are solved and trained on this machine: {@code eqprop bench}. */
package org.eqprop4j.experiments.bench;
