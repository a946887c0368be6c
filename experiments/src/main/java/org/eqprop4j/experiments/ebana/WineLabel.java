package org.eqprop4j.experiments.ebana;

import org.eqprop4j.data.Samples;
import org.eqprop4j.data.wine.WineQuality;

/** What is to be told of a wine. */
public enum WineLabel {
  /** Red or white, from the measurements and the grade: the paper's 25 and 4 units. */
  COLOUR,
  /** The grade, from the measurements and the colour: 25 and 14 units. */
  QUALITY;

  /** The samples with this label. */
  Samples samples(WineQuality wine) {
    return this == COLOUR ? wine.colour() : wine.quality();
  }
}
