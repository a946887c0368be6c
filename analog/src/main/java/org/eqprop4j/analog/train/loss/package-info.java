/** Losses: what the outputs of a circuit are judged by, with their derivatives. */
package org.eqprop4j.analog.train.loss;
