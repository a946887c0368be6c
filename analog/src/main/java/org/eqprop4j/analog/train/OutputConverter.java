package org.eqprop4j.analog.train;

/**
 * What stands between a circuit's outputs and everybody who reads them: an analog-to-digital
 * converter. Losses, predictions and evaluations see what it makes of the outputs.
 */
public interface OutputConverter {
  /** None: outputs are read as they are. */
  OutputConverter EXACT =
      new OutputConverter() {
        @Override
        public double convert(double volts) {
          return volts;
        }

        @Override
        public double slope(double volts) {
          return 1;
        }
      };

  /** What is read for an output [V]. */
  double convert(double volts);

  /** The change of what is read with an output [V] that training goes by. */
  double slope(double volts);
}
