package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Current;
import org.eqprop4j.analog.layer.Dense;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.layer.Input;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.Models;
import org.eqprop4j.analog.testing.Training;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Momentum;
import org.eqprop4j.analog.train.optimizer.Sgd;
import org.eqprop4j.analog.train.rule.UpdateRule;
import org.junit.jupiter.api.Test;

class TrainerBuilderTest {
  private static AnalogNetwork network(Model model) {
    return new AnalogNetwork(
        model,
        new SoftmaxCrossEntropy(5),
        Engines.named("builtin"),
        SolverOptions.DEFAULT.withThreads(1));
  }

  private static TrainerBuilder complete(AnalogNetwork network) {
    return Trainer.on(network)
        .nudging(new GradientEstimator.Centred(1e-7))
        .optimizer(new Adam())
        .rates(5e-8);
  }

  @Test
  void aLayersOwnSettingsActOnThatLayerAlone() {
    Model model = Models.classifier(2, 3, 2, 1);
    double[] before = model.parameters().clone();
    try (AnalogNetwork network = network(model)) {
      complete(network)
          .optimizer("output", new Sgd())
          .stepping("hidden", Stepping.LOGARITHM)
          .rates(LearningRates.constant(0.01).with("output", 0))
          .build()
          .fit(Training.xor().inOrder(4), 1);
    }
    for (Parameter p : model.circuit().parameters()) {
      for (int i = p.offset(); i < p.end(); i++) {
        double ratio = model.parameters()[i] / before[i];
        if (p.name().equals("hidden")) {
          // Adam's first step is the rate, here of the logarithm.
          assertThat(Math.abs(Math.log(ratio))).isCloseTo(0.01, within(1e-6));
        } else {
          assertThat(ratio).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void everyOptimiserHasItsStateUnderItsLayersName() {
    try (AnalogNetwork network = network(Models.classifier(2, 3, 2, 1))) {
      Trainer trainer = complete(network).optimizer("output", new Momentum(0.9)).build();
      assertThat(trainer.optimizerState()).containsOnlyKeys("mean", "square", "output/velocity");
    }
  }

  @Test
  void stepsAreLimitedRelativeToTheValue() {
    Model model = Models.classifier(2, 3, 2, 1);
    double[] before = model.parameters().clone();
    try (AnalogNetwork network = network(model)) {
      complete(network)
          .rates(1)
          .stepping(Stepping.CLIP.atMost(0.1))
          .build()
          .fit(Training.xor().inOrder(4), 1);
    }
    Parameter hidden = model.circuit().parameter("hidden");
    for (int i = hidden.offset(); i < hidden.end(); i++) {
      assertThat(Math.abs(model.parameters()[i] / before[i] - 1)).isLessThan(0.1 + 1e-12);
    }
  }

  @Test
  void whatIsMissingIsNamed() {
    try (AnalogNetwork network = network(Models.classifier(2, 3, 2, 1))) {
      assertThatThrownBy(() -> Trainer.on(network).build()).hasMessage("a trainer needs nudging");
      assertThatThrownBy(() -> Trainer.on(network).nudging(new GradientEstimator.Adjoint()).build())
          .hasMessage("a trainer needs an optimiser");
      assertThatThrownBy(
              () ->
                  Trainer.on(network)
                      .nudging(new GradientEstimator.Adjoint())
                      .optimizer(new Sgd())
                      .build())
          .hasMessage("a trainer needs learning rates");
    }
  }

  @Test
  void epochsOfTheCallersOwnNeedTheNumberOfSteps() {
    try (AnalogNetwork network = network(Models.classifier(2, 3, 2, 1))) {
      Trainer trainer = complete(network).build();
      assertThatThrownBy(
              () -> trainer.epoch(Training.xor().inOrder(4), (b, l, a) -> {}, () -> false))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("expected it from steps()");
      assertThatThrownBy(() -> complete(network).steps(0))
          .hasMessage("a training takes at least 1 step, got 0");
    }
  }

  @Test
  void settingsForLayersThatAreNotThereAreRefused() {
    try (AnalogNetwork network = network(Models.classifier(2, 3, 2, 1))) {
      String message =
          "no layer 'outputs' with parameters, expected one of [bias, hidden, below, above, output]";
      assertThatThrownBy(() -> complete(network).rule("outputs", new UpdateRule.Exact()).build())
          .hasMessage(message);
      assertThatThrownBy(() -> complete(network).stepping("outputs", Stepping.CLIP).build())
          .hasMessage(message);
      assertThatThrownBy(() -> complete(network).optimizer("outputs", new Sgd()).build())
          .hasMessage(message);
      assertThatThrownBy(() -> complete(network).rule("bias", new UpdateRule.Exact()).build())
          .hasMessage("an update rule is for conductances, layer 'bias' has values in V");
    }
  }

  @Test
  void relativeStepsFromABoundOfZeroAreRefused() {
    Signal x = new Input("x", 2).on();
    Dense dense = new Dense("d", 2, new Initializer.Uniform(0, 1), Bounds.siemens(0, 1));
    Model model = new Model(java.util.List.of(x), new Current("c", false).on(dense.on(x)), 1);
    try (AnalogNetwork network = network(model)) {
      for (Stepping stepping : new Stepping[] {Stepping.LOGARITHM, Stepping.REFLECT.atMost(0.5)}) {
        assertThatThrownBy(() -> complete(network).stepping(stepping).build())
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "layer 'd' has lower bound 0.0 S, where relative steps would hold a conductance"
                    + " for ever; expected a positive lower bound");
      }
    }
  }
}
