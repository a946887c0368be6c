/**
 * How many bits the converters between the digital and the analog side need: accuracy over the
 * resolution, with and without training through it.
 */
package org.eqprop4j.experiments.border;
