package org.eqprop4j.analog.train.metrics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.train.BatchReport;
import org.eqprop4j.analog.train.TrainingListener;

/** Takes {@link BatchMetrics} of every so many batches of a training. */
public final class MetricsListener implements TrainingListener {
  private static final int BINS = 50;
  private final int every;
  private final Consumer<BatchMetrics> consumer;
  private PowerMeter meter;

  /**
   * @param every number of batches from one to the next, at least 1
   * @param consumer takes them; it must not change the circuit
   */
  public MetricsListener(int every, Consumer<BatchMetrics> consumer) {
    if (every < 1) {
      throw new IllegalArgumentException("metrics are taken every 1 or more batches, got " + every);
    }
    this.every = every;
    this.consumer = consumer;
  }

  @Override
  public void onBatch(BatchReport report) {
    if (report.step() % every == 0) {
      consumer.accept(metrics(report));
    }
  }

  private BatchMetrics metrics(BatchReport report) {
    Circuit circuit = report.model().circuit();
    double[] parameters = report.model().parameters();
    if (meter == null) {
      meter = new PowerMeter(circuit);
    }
    Map<String, Histogram> conductances = new LinkedHashMap<>();
    for (Parameter p : circuit.parameters()) {
      if (p.kind() == Parameter.Kind.CONDUCTANCE) {
        conductances.put(p.name(), spread(Arrays.copyOfRange(parameters, p.offset(), p.end())));
      }
    }
    return new BatchMetrics(
        report.epoch(),
        report.batch(),
        report.step(),
        Arrays.stream(report.free().losses()).average().orElseThrow(),
        LayerMetrics.gradientNorms(circuit, report.gradient()),
        conductances,
        spread(report.free().points().voltages()),
        LayerMetrics.diodeSaturation(circuit, parameters, report.free().points()),
        InjectedCurrents.of(report.currents()),
        meter.mean(parameters, report.free().points(), null),
        meter.mean(parameters, report.contrast().upper(), report.currents()));
  }

  /** From the least to the largest value; a little wider if they are one. */
  private static Histogram spread(double[] values) {
    double low = Arrays.stream(values).min().orElseThrow();
    double high = Arrays.stream(values).max().orElseThrow();
    return Histogram.linear(values, low, Math.max(high, Math.nextUp(low)), BINS);
  }
}
