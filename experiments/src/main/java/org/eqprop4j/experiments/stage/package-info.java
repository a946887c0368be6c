/**
 * Experiments in stages of epochs that survive a kill: after each epoch a checkpoint is written,
 * then the state that points to it.
 */
package org.eqprop4j.experiments.stage;
