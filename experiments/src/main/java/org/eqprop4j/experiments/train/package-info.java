/**
 * Training of a described circuit on any labelled data: what {@code eqprop train} does. Data, model
 * and training come from one configuration; the result is a run directory like any other.
 */
package org.eqprop4j.experiments.train;
