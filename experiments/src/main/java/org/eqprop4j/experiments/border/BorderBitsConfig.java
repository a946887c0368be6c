package org.eqprop4j.experiments.border;

import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.experiments.compare.NestedConfig;
import org.eqprop4j.experiments.config.Require;
import org.eqprop4j.experiments.mixedsignal.DataConfig;
import org.eqprop4j.experiments.mixedsignal.MixedSignalConfig;

/**
 * What to measure. The defaults are in the resource {@code border-bits.yaml}.
 *
 * @param seed the first seed
 * @param threads trainings at once, 0 for as many as there are processors
 * @param engine what solves the circuits
 * @param data the images
 * @param frontEnd name or file
 * @param bits resolutions of the converters
 * @param added converters that are added after training, each by itself
 * @param trained converters that are trained through, each by itself
 * @param seeds how many seeds
 * @param settings of the mixed-signal experiment for all trainings, {@code key=value}
 */
public record BorderBitsConfig(
    long seed,
    int threads,
    String engine,
    DataConfig data,
    String frontEnd,
    List<Integer> bits,
    List<BorderPoint.Side> added,
    List<BorderPoint.Side> trained,
    int seeds,
    List<String> settings) {

  /** Checks the ranges. */
  public BorderBitsConfig {
    Require.atLeast("seed", seed, 1);
    Require.atLeast("threads", threads, 0);
    Require.atLeast("seeds", seeds, 1);
    Require.that(
        !bits.isEmpty() && bits.stream().allMatch(b -> b >= 1),
        "bits",
        bits,
        "at least one number of bits, each at least 1");
    Require.that(
        !added.isEmpty() || !trained.isEmpty(), "added", added, "a converter here or in trained");
    bits = List.copyOf(bits);
    added = List.copyOf(added);
    trained = List.copyOf(trained);
    settings = List.copyOf(settings);
  }

  /** The seeds. */
  List<Long> allSeeds() {
    List<Long> all = new ArrayList<>();
    for (int s = 0; s < seeds; s++) {
      all.add(seed + s);
    }
    return all;
  }

  /** Everything that is to be measured. */
  List<BorderPoint> points() {
    List<BorderPoint> all = new ArrayList<>();
    for (boolean through : new boolean[] {false, true}) {
      for (BorderPoint.Side side : through ? trained : added) {
        for (int resolution : bits) {
          allSeeds().forEach(s -> all.add(new BorderPoint(side, through, resolution, s)));
        }
      }
    }
    return all;
  }

  /** The training without converters. */
  MixedSignalConfig exact(long ofSeed) {
    return mixedSignal(ofSeed);
  }

  /** With the converters of a point. */
  MixedSignalConfig of(BorderPoint point) {
    return mixedSignal(point.seed(), point.side().settings(point.bits()));
  }

  private MixedSignalConfig mixedSignal(long ofSeed, String... border) {
    List<String> own = new ArrayList<>(List.of("training=joint"));
    own.addAll(List.of(border));
    return new NestedConfig("border-bits", settings, engine, data).of(ofSeed, frontEnd, own);
  }
}
