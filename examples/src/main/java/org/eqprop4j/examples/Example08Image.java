package org.eqprop4j.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.layer.Amplification;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Concatenate;
import org.eqprop4j.analog.layer.Current;
import org.eqprop4j.analog.layer.Dense;
import org.eqprop4j.analog.layer.DiodeLayer;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.layer.Input;
import org.eqprop4j.analog.layer.InvertedInput;
import org.eqprop4j.analog.layer.LocallyConnected2D;
import org.eqprop4j.analog.layer.Shape;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.layer.Size;
import org.eqprop4j.analog.layer.Stack;
import org.eqprop4j.analog.layer.Window;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.Trainer;
import org.eqprop4j.analog.train.loss.HeadLosses;
import org.eqprop4j.analog.train.loss.HeadLosses.Weighted;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.fashion.FashionMnist;
import org.eqprop4j.data.files.DataPlaces;
import org.eqprop4j.data.files.Resolver;

/**
 * A circuit that looks at pixels, without any digital network before it: locally connected windows
 * on an image and its negative, and two heads, one that names the piece of clothing and one that
 * tells shoes from the rest.
 */
public final class Example08Image {
  private static final int SIDE = 28;
  private static final int PIXELS = SIDE * SIDE;
  private static final List<Integer> SHOES = List.of(5, 7, 9);
  private static final int CLASSES = 10;

  private Example08Image() {}

  public static void main(String... args) throws Exception {
    FashionMnist clothes = FashionMnist.find(new Resolver(DataPlaces.ofUser(Optional.empty())));
    Samples train = twoQuestions(clothes.train().range(0, 3000));
    Samples test = twoQuestions(clothes.test().range(0, 1000));

    Model model = model();
    System.out.print(model.summary());
    Path picture = Files.createTempFile("circuit", ".svg");
    Files.writeString(picture, model.diagram());
    System.out.println("its block diagram is " + picture);

    HeadLosses loss =
        new HeadLosses(
            model.circuit().outputs(),
            Map.of(
                "name", new Weighted(new SoftmaxCrossEntropy(8), 1),
                "shoe", new Weighted(new SoftmaxCrossEntropy(8), 0.3)));
    try (AnalogNetwork network = new AnalogNetwork(model, loss)) {
      Trainer.on(network)
          .nudging(new GradientEstimator.Centred(1e-7))
          .optimizer(new Adam())
          .rates(1e-7)
          .build()
          .fit(train.shuffled(32, 1), 4);
      network
          .evaluateHeads(test.inOrder(100))
          .forEach((head, e) -> System.out.printf("accuracy of %s %.3f%n", head, e.accuracy()));
    }
  }

  private static Model model() {
    Initializer start = new Initializer.Uniform(0, 1e-6);
    Bounds window = Bounds.siemens(1e-9, 1e-4);
    ShockleyDiode diode = ShockleyDiode.of(1e-7);

    Signal x = new Input("image", Shape.of(SIDE, SIDE)).on();
    Signal both = new Stack("both").on(x, new InvertedInput("negative").on(x));
    Window fourByFour = new Window(Size.square(4), Size.square(4), Window.Padding.VALID);
    Signal local = new LocallyConnected2D("local", 4, fourByFour, start, window).on(both);
    Signal floor = new DiodeLayer("floor", Direction.UP, -0.05, diode).on(local);
    Signal pair = new DiodeLayer("ceiling", Direction.DOWN, 0.05, diode).on(floor);
    Signal strong = new Amplification("gain", 8).on(pair);
    Signal rows = new Concatenate("flat").on(strong);
    Signal name = new Current("name", true).on(new Dense("names", 20, start, window).on(rows));
    Signal shoe = new Current("shoe", true).on(new Dense("shoes", 4, start, window).on(rows));
    return new Model(List.of(x), List.of(name, shoe), 1);
  }

  /** Pixels from -1 V to 1 V; after the ten classes, two more: no shoe, shoe. */
  private static Samples twoQuestions(Samples images) {
    float[] volts = new float[images.features().length];
    for (int i = 0; i < volts.length; i++) {
      volts[i] = 2 * images.features()[i] - 1;
    }
    float[] targets = new float[images.size() * (CLASSES + 2)];
    for (int s = 0; s < images.size(); s++) {
      int row = s * (CLASSES + 2);
      targets[row + images.label(s)] = 1;
      targets[row + CLASSES + (SHOES.contains(images.label(s)) ? 1 : 0)] = 1;
    }
    return Samples.regression(volts, new long[] {PIXELS}, targets, CLASSES + 2);
  }
}
