package org.eqprop4j.analog.train.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.Models;
import org.eqprop4j.analog.testing.Training;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.BatchReport;
import org.eqprop4j.analog.train.Fit;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.PhaseRecord;
import org.eqprop4j.analog.train.Trainer;
import org.eqprop4j.analog.train.TrainingListener;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.junit.jupiter.api.Test;

class MetricsTest {

  @Test
  void aHistogramCountsEveryValueOnce() {
    Histogram linear = Histogram.linear(new double[] {0, 0.4, 0.5, 1, 1.1, -3}, 0, 1, 2);
    assertThat(linear.counts()).containsExactly(2, 2);
    assertThat(linear.outside()).isEqualTo(2);
    assertThat(linear.edges()).containsExactly(0, 0.5, 1);
    Histogram decades = Histogram.logarithmic(new double[] {1e-9, 2e-8, 1e-6, 0}, 1e-9, 1e-6, 3);
    assertThat(decades.counts()).containsExactly(1, 1, 1);
    assertThat(decades.outside()).isEqualTo(1);
    assertThat(decades.edges())
        .containsExactly(new double[] {1e-9, 1e-8, 1e-7, 1e-6}, within(1e-18));
    assertThatThrownBy(() -> Histogram.logarithmic(new double[1], 0, 1, 2))
        .hasMessage("a logarithmic histogram needs a range with 0 < low < high, got 0.0 to 1.0");
    assertThatThrownBy(() -> Histogram.linear(new double[1], 1, 1, 2))
        .hasMessage("a histogram needs a range with low < high, got 1.0 to 1.0");
  }

  @Test
  void aDiodeIsSaturatedOnceItConductsMoreThanTheResistorsAtItsNode() {
    CircuitBuilder b = new CircuitBuilder();
    Nodes y = b.nodes("y", 2);
    b.crossbar("g", Nodes.of(Circuit.GROUND), y, true);
    ShockleyDiode diode = ShockleyDiode.of(1e-7);
    b.diodes("down", y, Direction.DOWN, diode, false);
    b.diodes("up", y, Direction.UP, diode, false);
    b.outputs("out", y, false);
    Circuit circuit = b.build();
    // dI/du = (IS / Vt) exp(u / Vt) is 10 uS at u = Vt log(10 uS Vt / IS).
    double knee = diode.slopeVoltage() * Math.log(1e-5 * diode.slopeVoltage() / 1e-7);
    double[] parameters = {1e-5, 1e-5, 0.1, 0.1, -0.1, -0.1};
    OperatingPoints points = new OperatingPoints(circuit.nodeCount(), 2);
    double[] volts = {0.1 + knee + 1e-6, 0.1 + knee - 1e-6, -0.1 - knee - 1e-6, 0.1 + knee + 1e-6};
    System.arraycopy(volts, 0, points.voltages(), y.get(0) * 2, 4);
    assertThat(LayerMetrics.diodeSaturation(circuit, parameters, points))
        .containsEntry("down", 0.5)
        .containsEntry("up", 0.25);
  }

  @Test
  void gradientNormsAreTakenLayerByLayer() {
    Model model = Models.classifier(2, 3, 2, 1);
    double[] gradient = new double[model.circuit().parameterCount()];
    gradient[model.circuit().parameter("hidden").offset()] = 3;
    gradient[model.circuit().parameter("hidden").end() - 1] = -4;
    assertThat(LayerMetrics.gradientNorms(model.circuit(), gradient))
        .containsEntry("hidden", 5.0)
        .containsEntry("output", 0.0);
    assertThat(InjectedCurrents.of(new double[] {3e-7, -4e-7, 0, 0}))
        .isEqualTo(new InjectedCurrents(2.5e-7, 4e-7));
  }

  @Test
  void metricsAreTakenOfEveryFewBatchesAndFitTogether() {
    List<BatchMetrics> metrics = new ArrayList<>();
    List<PhaseRecord> phases = new ArrayList<>();
    Model model = Models.classifier(4, 5, 3, 1);
    double[] first = model.parameters().clone();
    try (AnalogNetwork network =
        new AnalogNetwork(
            model,
            new SoftmaxCrossEntropy(5),
            Engines.named("builtin"),
            SolverOptions.DEFAULT.withThreads(1))) {
      Trainer.on(network)
          .nudging(new GradientEstimator.Centred(1e-7))
          .optimizer(new Adam())
          .rates(5e-8)
          .build()
          .fit(
              Training.iris().shuffled(50, 1),
              Fit.epochs(2)
                  .listener(new MetricsListener(2, metrics::add))
                  .listener(
                      new TrainingListener() {
                        @Override
                        public void onBatch(BatchReport report) {
                          phases.add(PhaseRecord.of(report));
                        }
                      }));
    }
    assertThat(metrics).extracting(BatchMetrics::step).containsExactly(0L, 2L, 4L);
    assertThat(metrics).extracting(BatchMetrics::epoch).containsExactly(1, 1, 2);
    BatchMetrics m = metrics.get(0);
    assertThat(m.conductances()).containsOnlyKeys("hidden", "output");
    assertThat(Arrays.stream(m.conductances().get("hidden").counts()).sum()).isEqualTo(9 * 5);
    assertThat(m.conductances().get("hidden").outside()).isZero();
    assertThat(Arrays.stream(m.voltages().counts()).sum())
        .isEqualTo(50L * model.circuit().nodeCount());
    assertThat(m.free().sources() + m.free().amplifiers())
        .isCloseTo(m.free().total(), within(1e-7 * m.free().total()));
    assertThat(m.nudged().sources() + m.nudged().amplifiers())
        .isCloseTo(m.nudged().total(), within(1e-7 * m.nudged().total()));
    assertThat(m.nudged()).isNotEqualTo(m.free());
    assertThat(phases).hasSize(6);
    assertThat(phases.get(0).parameters()).isEqualTo(first);
    assertThat(phases.get(1).parameters()).isNotEqualTo(first);
    assertThat(phases.get(0).free()).isNotEqualTo(phases.get(0).upper());
    assertThat(phases.get(0).lower()).isNotEqualTo(phases.get(0).upper());
    double[] currents = phases.get(0).currents();
    assertThat(m.injected()).isEqualTo(InjectedCurrents.of(currents));
    assertThatThrownBy(() -> new MetricsListener(0, metrics::add))
        .hasMessage("metrics are taken every 1 or more batches, got 0");
  }
}
