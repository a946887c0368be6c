/** The command line. */
package org.eqprop4j.experiments.cli;
