package org.eqprop4j.experiments.run;

/**
 * One measured number.
 *
 * @param stage the stage it was measured in
 * @param epoch epochs of the stage that were done, with a fraction inside an epoch
 * @param name what was measured, such as {@code test_accuracy}
 * @param value the number; may be NaN or infinite, which is worth seeing in a curve
 */
public record Metric(String stage, double epoch, String name, double value) {}
