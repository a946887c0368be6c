package org.eqprop4j.experiments.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.data.DataException;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;
import org.eqprop4j.data.fashion.FashionMnist;
import org.eqprop4j.data.files.DataPlaces;
import org.eqprop4j.data.files.Resolver;
import org.eqprop4j.experiments.config.ConfigLayer;
import org.eqprop4j.experiments.config.ConfigLoader;
import org.eqprop4j.experiments.mixedsignal.FreshNetworks;
import org.eqprop4j.experiments.mixedsignal.MixedSignalConfig;

/**
 * Measures what the circuit costs in training: a front-end learns batches with its digital output
 * layer and together with the circuit, in turns in this process, so that what else the machine does
 * meets both.
 */
public final class JointBench {
  private static final int BATCH = 64;

  /** So many that a repetition lasts longer than what disturbs it. */
  private static final int BATCHES = 60;

  private static final int IMAGES = BATCHES * BATCH;
  private static final long SEED = 1;
  private static final double BETA = 1e-7;

  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final int threads;
  private final double seconds;
  private final Optional<Samples> real;
  private final Samples images;

  /** Time of a batch [ms]. */
  private record Batch(double cpu, double wall) {}

  /** Both trainings, one after the other. */
  private record Repetition(Batch digital, Batch joint) {}

  /**
   * Prepares images.
   *
   * @param threads of the circuit's engine; ND4J has as many as OMP_NUM_THREADS says
   * @param seconds how long to warm up, and then to measure, each front-end
   */
  public JointBench(int threads, double seconds) {
    this.threads = threads;
    this.seconds = seconds;
    real = real();
    images = real.orElseGet(JointBench::random);
  }

  private static Optional<Samples> real() {
    try {
      Resolver resolver = new Resolver(DataPlaces.ofUser(Optional.empty()));
      return Optional.of(FashionMnist.find(resolver).train().range(0, IMAGES));
    } catch (DataException e) {
      return Optional.empty();
    }
  }

  private static Samples random() {
    SplittableRandom random = new SplittableRandom(SEED);
    long[] shape = {1, 28, 28};
    float[] pixels = new float[IMAGES * 28 * 28];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
    }
    int classes = FashionMnist.CLASS_NAMES.size();
    int[] labels = random.ints(IMAGES, 0, classes).toArray();
    return Samples.classification(pixels, shape, labels, classes);
  }

  /**
   * Measures.
   *
   * @param frontEnd name or file
   * @param settings of the mixed-signal experiment, {@code key=value}
   * @throws IOException if a file cannot be read
   */
  public JointResult run(String frontEnd, List<String> settings) throws IOException {
    FreshNetworks fresh = new FreshNetworks(config(frontEnd, settings));
    ComputationGraph digital = fresh.digital(images.size());
    ComputationGraph joint = fresh.joint(images.size(), BETA);
    SamplesIterator batches = images.shuffled(BATCH, SEED);
    repetitions(digital, joint, batches);
    List<Repetition> measured = repetitions(digital, joint, batches);
    return new JointResult(
        frontEnd,
        real.isPresent() ? "Fashion-MNIST" : "random",
        BATCH,
        threads,
        measured.size(),
        median(measured, r -> r.digital().cpu()),
        median(measured, r -> r.joint().cpu()),
        median(measured, r -> r.joint().cpu() / r.digital().cpu()),
        median(measured, r -> r.digital().wall()),
        median(measured, r -> r.joint().wall()),
        median(measured, r -> r.joint().wall() / r.digital().wall()));
  }

  private MixedSignalConfig config(String frontEnd, List<String> settings) {
    List<ConfigLayer> layers = new ArrayList<>();
    settings.forEach(setting -> layers.add(ConfigLayer.assignment("--set", setting)));
    layers.add(ConfigLayer.assignment("--threads", "threads=" + threads));
    layers.add(ConfigLayer.text("bench joint", "frontEnd.name", frontEnd));
    return new ConfigLoader<>(MixedSignalConfig.class, "mixed-signal").load(layers);
  }

  private List<Repetition> repetitions(
      ComputationGraph digital, ComputationGraph joint, SamplesIterator batches) {
    List<Repetition> measured = new ArrayList<>();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    do {
      Batch alone = train(digital, batches);
      Batch together = train(joint, batches);
      measured.add(new Repetition(alone, together));
    } while (System.nanoTime() < end);
    return measured;
  }

  private Batch train(ComputationGraph network, SamplesIterator batches) {
    long cpu = process.getProcessCpuTime();
    long wall = System.nanoTime();
    for (int batch = 0; batch < BATCHES; batch++) {
      if (!batches.hasNext()) {
        batches.startEpoch(0);
      }
      network.fit(batches.next());
    }
    double each = 1e6 * BATCHES;
    return new Batch((process.getProcessCpuTime() - cpu) / each, (System.nanoTime() - wall) / each);
  }

  private static double median(List<Repetition> measured, ToDoubleFunction<Repetition> value) {
    double[] sorted = measured.stream().mapToDouble(value).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
