/**
 * The inner loops of solving and of gradients, on rows of samples: once in plain Java, once on the
 * Vector API, chosen when the program starts. Knows nothing of circuits.
 */
package org.eqprop4j.analog.kernel;
