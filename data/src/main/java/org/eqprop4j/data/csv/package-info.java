/**
 * CSV files of anyone's making, through DataVec: what the columns are for, what is refused and why,
 * and the numbers that rows become. What is learnt from rows is learnt from training rows alone.
 */
package org.eqprop4j.data.csv;
