package org.eqprop4j.experiments.report;

/**
 * One number of a publication beside ours.
 *
 * @param label what the number is
 * @param published the published number, or null if there is none
 * @param ours what this run measured
 * @param unit the unit of both, such as {@code %}
 */
public record Headline(String label, Double published, double ours, String unit) {

  /** Ours minus the published number, or null if there is none. */
  public Double difference() {
    return published == null ? null : Double.valueOf(ours - published);
  }
}
