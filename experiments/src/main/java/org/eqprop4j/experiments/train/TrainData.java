package org.eqprop4j.experiments.train;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.eqprop4j.data.Partition;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.csv.CsvEncoding;
import org.eqprop4j.data.csv.Task;
import org.eqprop4j.experiments.config.ConfigException;

/**
 * What there is to learn from, before it is scaled to volts.
 *
 * @param encoding what features and classes are, and how rows of a CSV file become the same
 * @param train training samples
 * @param validation validation samples, may be none
 * @param test test samples, may be none
 * @param inVolts whether features are input voltages already
 * @param hashes SHA-256 of the files by name
 * @param warnings what the user should know about the data
 */
record TrainData(
    CsvEncoding encoding,
    Samples train,
    Samples validation,
    Samples test,
    boolean inVolts,
    Map<String, String> hashes,
    List<String> warnings) {

  /** Samples that are in memory already, divided as the configuration says. */
  static TrainData divided(
      Samples all,
      List<String> features,
      List<String> classes,
      DataConfig config,
      long seed,
      Map<String, String> hashes) {
    int[] labels = new int[all.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = all.label(i);
    }
    Partition parts = partition(labels, config, seed);
    return new TrainData(
        encoding(features, classes),
        all.select(parts.train()),
        all.select(parts.validation()),
        all.select(parts.test()),
        false,
        hashes,
        List.of());
  }

  /**
   * Which samples are for what; from a stream of its own, so that the number of epochs or the model
   * does not change it.
   */
  static Partition partition(int[] labels, DataConfig config, long seed) {
    Partition parts =
        Partition.stratified(
            labels,
            config.validationShare(),
            config.testFile().isEmpty() ? config.testShare() : 0,
            new SplittableRandom(seed).nextLong());
    if (config.testShare() > 0 && config.testFile().isEmpty() && parts.test().length == 0) {
      throw new ConfigException(
          "data.testShare = "
              + config.testShare()
              + ": leaves no sample for testing, as each class needs one for training; expected"
              + " more than "
              + labels.length
              + " samples, a larger share, or 0");
    }
    return parts;
  }

  /** Numbers with these names, none of which can be missing. */
  static CsvEncoding encoding(List<String> features, List<String> classes) {
    return new CsvEncoding(
        features.stream().map(name -> new CsvEncoding.Column(name, List.of(), 0)).toList(),
        "class",
        Task.CLASSES,
        classes);
  }

  LayerList.Sizes sizes() {
    return new LayerList.Sizes(train.featureWidth(), train.targetWidth());
  }
}
