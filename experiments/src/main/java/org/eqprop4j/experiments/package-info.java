/**
 * What turns the library into reproducible experiments. This package says what an experiment is;
 * the packages below hold its configuration, its run directory, its stages, its reports, and the
 * command line that starts it.
 */
package org.eqprop4j.experiments;
