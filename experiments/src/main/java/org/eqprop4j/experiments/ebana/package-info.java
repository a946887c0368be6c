/** The experiments of Watfa, Garcia-Ortiz and Sassatelli (2023) on circuits alone. */
package org.eqprop4j.experiments.ebana;
