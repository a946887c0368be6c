package org.eqprop4j.experiments.audit;

import org.eqprop4j.analog.train.loss.Loss;
import org.eqprop4j.experiments.config.Description;
import org.eqprop4j.experiments.config.Require;
import org.eqprop4j.experiments.train.DataConfig;
import org.eqprop4j.experiments.train.LayerList;
import org.eqprop4j.experiments.train.ScalingConfig;

/**
 * What is audited. The defaults, with a comment for each key, are in the resource {@code
 * power-audit.yaml}.
 *
 * @param seed initialisation n has the seed {@code seed + n}
 * @param threads points measured side by side, 0 for as many as there are processors
 * @param circuit which circuit
 * @param initialisations random starts
 * @param conductances most conductances whose derivatives are taken, spread over all
 * @param samples most samples of described data, spread over the training part
 * @param data described data
 * @param scaling how their features become volts
 * @param layers the circuit for them
 * @param loss that it is nudged by
 */
public record PowerAuditConfig(
    long seed,
    int threads,
    Circuit circuit,
    int initialisations,
    int conductances,
    int samples,
    DataConfig data,
    ScalingConfig scaling,
    LayerList layers,
    Description loss) {

  /** Which circuit. */
  public enum Circuit {
    /** Section III of Kiraz et al. (2023). */
    CASE_1,
    /** The XOR circuit of their scripts. */
    XOR_PUBLISHED,
    /** The one that the configuration describes. */
    LAYERS
  }

  /** Checks the ranges. */
  public PowerAuditConfig {
    Require.atLeast("threads", threads, 0);
    Require.atLeast("initialisations", initialisations, 1);
    Require.atLeast("conductances", conductances, 1);
    Require.atLeast("samples", samples, 1);
    loss.as(Loss.class, "loss");
  }

  Loss newLoss() {
    return loss.as(Loss.class, "loss");
  }
}
