/** Results made readable: tables, plots drawn from the metric files, and the report. */
package org.eqprop4j.experiments.report;
