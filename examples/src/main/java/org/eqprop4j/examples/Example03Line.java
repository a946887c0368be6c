package org.eqprop4j.examples;

import java.util.List;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.PiecewiseLinearDiode;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.layer.Bias;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Concatenate;
import org.eqprop4j.analog.layer.Current;
import org.eqprop4j.analog.layer.Dense;
import org.eqprop4j.analog.layer.DiodeLayer;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.layer.Input;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.Trainer;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.data.Samples;

/**
 * The circuit of Watfa et al. (2023), Figure 2: an input and a bias, a conductance to the output
 * from each, and a diode there that bends the line. A circuit with known conductances draws the
 * line; one that starts elsewhere learns it, and with it the conductances.
 */
public final class Example03Line {
  private static final double[] TEACHER = {2e-6, 0.5e-6};
  private static final int POINTS = 40;

  private Example03Line() {}

  public static void main(String... args) {
    Samples line = line();
    try (AnalogNetwork student = network()) {
      student.model().setParameters(with(student.model(), 0.4e-6, 1e-6));
      Trainer trainer =
          Trainer.on(student)
              .nudging(new GradientEstimator.Centred(1e-7))
              .optimizer(new Adam())
              .rates(2e-8)
              .build();
      System.out.printf("mean loss before %.2e%n", student.evaluate(line.inOrder(POINTS)).loss());
      trainer.fit(line.inOrder(POINTS), 4000);
      System.out.printf("mean loss after %.2e%n", student.evaluate(line.inOrder(POINTS)).loss());
      double[] learnt = conductances(student.model());
      System.out.printf("learnt conductances %.3f and %.3f uS%n", 1e6 * learnt[0], 1e6 * learnt[1]);
      System.out.printf("the teacher's are %.3f and %.3f uS%n", 1e6 * TEACHER[0], 1e6 * TEACHER[1]);
    }
  }

  /** The output voltage is clamped softly once it is above 0.3 V. */
  private static AnalogNetwork network() {
    Signal input = new Input("input", 1).on();
    Signal both = new Concatenate("both").on(input, new Bias("bias", 1, -0.5).on());
    Signal output =
        new Dense("weights", 1, new Initializer.Constant(1e-6), Bounds.siemens(1e-8, 1e-4))
            .on(both);
    PiecewiseLinearDiode diode = new PiecewiseLinearDiode(0.3, 1e6, 1e12);
    Signal bent = new DiodeLayer("diode", Direction.DOWN, 0, diode).on(output);
    Model model = new Model(List.of(input), new Current("out", false).on(bent), 1);
    return new AnalogNetwork(
        model, new MeanSquaredError(1), Engines.named("builtin"), SolverOptions.DEFAULT);
  }

  /** What the teacher answers to inputs from -1 V to 1.5 V. */
  private static Samples line() {
    float[] inputs = new float[POINTS];
    double[] features = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      inputs[i] = -1 + 2.5f * i / (POINTS - 1);
      features[i] = inputs[i];
    }
    float[] outputs = new float[POINTS];
    try (AnalogNetwork teacher = network()) {
      teacher.model().setParameters(with(teacher.model(), TEACHER));
      teacher.useParameters();
      double[] answers = teacher.freeWithLoss(features, new double[POINTS]).outputs();
      for (int i = 0; i < POINTS; i++) {
        outputs[i] = (float) answers[i];
      }
    }
    return Samples.regression(inputs, new long[] {1}, outputs, 1);
  }

  private static double[] with(Model model, double... conductances) {
    double[] parameters = model.parameters().clone();
    int offset = model.circuit().parameter("weights").offset();
    System.arraycopy(conductances, 0, parameters, offset, conductances.length);
    return parameters;
  }

  private static double[] conductances(Model model) {
    int offset = model.circuit().parameter("weights").offset();
    return new double[] {model.parameters()[offset], model.parameters()[offset + 1]};
  }
}
