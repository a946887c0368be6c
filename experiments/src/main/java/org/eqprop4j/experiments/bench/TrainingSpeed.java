package org.eqprop4j.experiments.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.Trainer;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;

/**
 * How fast a circuit is trained, wall-clock: free phase, two nudged phases, gradient and Adam,
 * batch by batch, on random samples.
 *
 * @param nodes N
 * @param trained samples that were trained on, D times E
 * @param seconds T for them [s]
 * @param epochSeconds T for an epoch of the paper's number of samples [s]
 * @param k T P / (N E D) [s]
 * @param cpuK the same with the processor time of this process for T P, which other work on the
 *     machine does not lengthen; NaN for an engine that works in another process [s]
 */
record TrainingSpeed(
    int nodes, long trained, double seconds, double epochSeconds, double k, double cpuK) {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int BATCH = 64;
  private static final double INPUT_VOLTS = 2;
  private static final double RATE = 1e-8;
  private static final double BETA = 1e-7;

  /** What stands for an engine that is not installed. */
  static final TrainingSpeed NONE =
      new TrainingSpeed(0, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /**
   * Measures.
   *
   * @param threads P
   * @param seconds how long to warm up, and then to train
   */
  static TrainingSpeed of(PaperTask task, Engine engine, int threads, long seed, double seconds) {
    Model model = task.network().model(seed);
    SolverOptions options = SolverOptions.DEFAULT.withThreads(threads);
    try (AnalogNetwork network =
        new AnalogNetwork(model, new SoftmaxCrossEntropy(5), engine, options)) {
      Trainer trainer =
          new Trainer(
              network,
              new GradientEstimator.Centred(BETA),
              new Adam(),
              LearningRates.constant(RATE),
              Long.MAX_VALUE); // Nothing is scheduled, the time ends it.
      SamplesIterator batches = samples(task, seed).shuffled(BATCH, seed);
      train(trainer, batches, seconds);
      long processor = PROCESS.getProcessCpuTime();
      long began = System.nanoTime();
      long trained = train(trainer, batches, seconds);
      double took = (System.nanoTime() - began) * 1e-9;
      double worked = (PROCESS.getProcessCpuTime() - processor) * 1e-9;
      int nodes = PaperTask.nodes(model.circuit());
      return new TrainingSpeed(
          nodes,
          trained,
          took,
          took / trained * task.samples(),
          took * threads / ((double) nodes * trained),
          engine.name().equals("xyce") ? Double.NaN : worked / ((double) nodes * trained));
    }
  }

  /** Trains batch by batch until the time is over; the number of samples. */
  private static long train(Trainer trainer, SamplesIterator batches, double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    long[] done = {0};
    for (int epoch = 0; done[0] == 0 || System.nanoTime() < end; epoch++) {
      batches.startEpoch(epoch);
      long before = done[0];
      trainer.epoch(
          batches,
          (batch, loss, accuracy) ->
              done[0] = before + Math.min((long) batch * BATCH, batches.samples().size()),
          () -> done[0] > 0 && System.nanoTime() >= end);
    }
    return done[0];
  }

  private static Samples samples(PaperTask task, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int features = task.network().features();
    int outputs = task.network().classes();
    float[] volts = new float[features * task.samples()];
    for (int i = 0; i < volts.length; i++) {
      volts[i] = (float) random.nextDouble(-INPUT_VOLTS, INPUT_VOLTS);
    }
    int[] labels = random.ints(task.samples(), 0, outputs).toArray();
    return Samples.classification(volts, new long[] {features}, labels, outputs);
  }
}
