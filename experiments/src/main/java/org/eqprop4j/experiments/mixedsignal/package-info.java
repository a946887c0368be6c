/** The mixed-signal experiment of Watfa, Garcia-Ortiz and Sassatelli (2023), section 4.3. */
package org.eqprop4j.experiments.mixedsignal;
