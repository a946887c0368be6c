package org.eqprop4j.experiments.mixedsignal;

/**
 * Names of the stages of one round of input training, regression and training the circuit again.
 *
 * @param number of the round; 0 is before any input training
 */
record Round(int number) {
  private static final String ANALOG = "analog";

  String inputs() {
    return "inputs-" + number;
  }

  String cnn() {
    return number == 0 ? CnnStage.NAME : CnnStage.NAME + "-" + number;
  }

  String analog() {
    return number == 0 ? ANALOG : ANALOG + "-" + number;
  }

  /** The circuit trained as long on the embedding of the CNN as it was. */
  String control() {
    return number == 0 ? ANALOG : "control-" + number;
  }
}
