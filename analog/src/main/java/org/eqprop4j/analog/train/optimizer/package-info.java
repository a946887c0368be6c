/** Optimisers, learning rates and schedules: from gradients to changes of parameters. */
package org.eqprop4j.analog.train.optimizer;
