package org.eqprop4j.experiments.ebana;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.EpochResult;
import org.eqprop4j.analog.train.TrainingListener;
import org.eqprop4j.analog.train.metrics.Histogram;
import org.eqprop4j.analog.train.metrics.Power;
import org.eqprop4j.analog.train.metrics.PowerMeter;
import org.eqprop4j.data.Samples;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.SweepTable;

/**
 * What Figure 8 of Watfa et al. (2023) shows of a training: loss, accuracy and power after each
 * epoch, and at the end how the voltages at the amplifiers' inputs and the conductances are
 * distributed.
 */
final class TrainingHistory implements ClassificationRun.Observer, TrainingListener {
  private static final int VOLTAGE_BINS = 50;
  private static final int BINS_PER_DECADE = 5;

  /**
   * A point in time.
   *
   * @param epoch from 1
   */
  record Epoch(int epoch) {}

  /**
   * What is measured at it.
   *
   * @param trainLoss mean over the training samples
   * @param trainAccuracy part of them that is classified right
   * @param testLoss mean over the test samples
   * @param testAccuracy part of them that is classified right
   * @param resistors power turned into heat in the conductances, mean over the training samples [W]
   * @param diodes the same in the diodes [W]
   */
  record Measured(
      double trainLoss,
      double trainAccuracy,
      double testLoss,
      double testAccuracy,
      double resistors,
      double diodes) {
    /** All power that is turned into heat [W]. */
    double power() {
      return resistors + diodes;
    }
  }

  /** What is distributed. */
  enum Quantity {
    /** Voltage at the input of an amplifier [V], over all training samples. */
    VOLTAGE,
    /** Conductance between inputs and hidden nodes [S]. */
    HIDDEN,
    /** Conductance between amplifiers and output nodes [S]. */
    OUTPUT
  }

  /**
   * A bin of a histogram.
   *
   * @param low lower end [V or S]
   * @param high upper end [V or S]
   */
  record Bin(Quantity quantity, double low, double high) {
    /** The middle [V], or its logarithm's [S]. */
    double middle() {
      return quantity == Quantity.VOLTAGE ? (low + high) / 2 : Math.sqrt(low * high);
    }
  }

  /**
   * What is in it.
   *
   * @param share part of all values
   */
  record Count(double share) {}

  /** The table of epochs. */
  static final SweepTable<Epoch, Measured> EPOCHS = new SweepTable<>(Epoch.class, Measured.class);

  /** The table of histograms. */
  static final SweepTable<Bin, Count> HISTOGRAMS = new SweepTable<>(Bin.class, Count.class);

  private final CircuitConfig config;
  private final Part train;
  private final Part test;
  private final List<Row<Epoch, Measured>> epochs = new ArrayList<>();
  private AnalogNetwork network;
  private PowerMeter meter;
  private OperatingPoints last;

  /** Samples, variable-major. */
  @SuppressWarnings("ArrayRecordComponent") // A carrier of buffers, never compared.
  private record Part(double[] features, double[] targets, int[] labels) {
    static Part of(Samples samples) {
      return new Part(
          ClassificationRun.columns(samples.features(), samples.size()),
          ClassificationRun.columns(samples.targets(), samples.size()),
          samples.labels());
    }
  }

  TrainingHistory(CircuitConfig config, Split split) {
    this.config = config;
    this.train = Part.of(split.train());
    this.test = Part.of(split.test());
  }

  @Override
  public TrainingListener watch(AnalogNetwork trained) {
    network = trained;
    meter = new PowerMeter(trained.model().circuit());
    return this;
  }

  @Override
  public void onEpoch(EpochResult result) {
    AnalogNetwork.Free seen = network.freeWithLoss(train.features(), train.targets());
    AnalogNetwork.Free unseen = network.freeWithLoss(test.features(), test.targets());
    last = seen.points();
    Power power = meter.mean(network.model().parameters(), last, null);
    epochs.add(
        new Row<>(
            new Epoch(result.epoch()),
            new Measured(
                mean(seen.losses()),
                accuracy(seen, train),
                mean(unseen.losses()),
                accuracy(unseen, test),
                power.resistors(),
                power.diodes())));
  }

  private static double mean(double[] losses) {
    return Arrays.stream(losses).average().orElseThrow();
  }

  private static double accuracy(AnalogNetwork.Free free, Part part) {
    int right = 0;
    for (int s = 0; s < part.labels().length; s++) {
      right += free.predicted()[s] == part.labels()[s] ? 1 : 0;
    }
    return (double) right / part.labels().length;
  }

  /** What was measured after the last epoch. */
  Measured end() {
    return epochs.get(epochs.size() - 1).measured();
  }

  /** Writes both tables. */
  void write(Path epochsFile, Path histogramsFile) throws IOException {
    EPOCHS.write(epochsFile, epochs);
    List<Row<Bin, Count>> bins = new ArrayList<>();
    double range = config.voltageRange();
    add(bins, Quantity.VOLTAGE, Histogram.linear(voltages(), -range, range, VOLTAGE_BINS));
    add(bins, Quantity.HIDDEN, conductances(HiddenLayerCircuit.HIDDEN));
    add(bins, Quantity.OUTPUT, conductances(HiddenLayerCircuit.OUTPUT));
    HISTOGRAMS.write(histogramsFile, bins);
  }

  /** At the inputs of the amplifiers, in all training samples [V]. */
  private double[] voltages() {
    int samples = last.samples();
    double[] volts = new double[config.hidden() * samples];
    int count = 0;
    for (Element.Amplifiers group : network.model().circuit().elements(Element.Amplifiers.class)) {
      for (int node : group.inputs().toArray()) {
        System.arraycopy(last.voltages(), node * samples, volts, count, samples);
        count += samples;
      }
    }
    return volts;
  }

  private Histogram conductances(String layer) {
    Parameter p = network.model().circuit().parameter(layer);
    double[] siemens =
        Arrays.copyOfRange(network.model().parameters(), p.offset(), p.offset() + p.size());
    double decades = Math.log10(config.ceiling() / config.floor());
    int bins = (int) Math.ceil(BINS_PER_DECADE * decades);
    return Histogram.logarithmic(siemens, config.floor(), config.ceiling(), bins);
  }

  private static void add(List<Row<Bin, Count>> bins, Quantity quantity, Histogram histogram) {
    double all = Arrays.stream(histogram.counts()).sum() + (double) histogram.outside();
    double[] edges = histogram.edges();
    for (int i = 0; i < histogram.counts().length; i++) {
      bins.add(
          new Row<>(
              new Bin(quantity, edges[i], edges[i + 1]), new Count(histogram.counts()[i] / all)));
    }
  }
}
