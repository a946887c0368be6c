package org.eqprop4j.experiments.compare;

/**
 * What came out.
 *
 * @param accuracy on the test images [%]
 * @param digitalParameters of the front-end up to its embedding
 * @param analogParameters conductances
 * @param digitalMultiplyAdds of the front-end for an image
 * @param analogMultiplyAdds of the circuit for an image: one for each conductance
 * @param analogPower heat of the circuit, mean over the first 1000 test images [W]
 * @param seconds wall-clock time of training and evaluation
 */
record Outcome(
    double accuracy,
    long digitalParameters,
    long analogParameters,
    long digitalMultiplyAdds,
    long analogMultiplyAdds,
    double analogPower,
    double seconds) {}
