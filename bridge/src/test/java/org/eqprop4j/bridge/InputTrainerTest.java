package org.eqprop4j.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.within;
import static org.eqprop4j.bridge.Heads.leads;
import static org.eqprop4j.bridge.IrisHead.RANGE;
import static org.eqprop4j.bridge.IrisHead.VOLTS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.bridge.InputTrainer.Result;
import org.eqprop4j.bridge.InputTrainer.Settings;
import org.eqprop4j.data.DataException;
import org.eqprop4j.data.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InputTrainerTest {
  private static final double RATE = 0.01;
  private static final double MARGIN = 0.2;
  private static final int MANY_STEPS = 10_000;
  private static final Settings SETTINGS = new Settings(RATE, MARGIN, MANY_STEPS, RANGE);
  private static final GradientEstimator ADJOINT = new GradientEstimator.Adjoint();

  /** More than rounding can move a lead by [V]. */
  private static final double ROUNDING = 1e-9;

  private final AnalogNetwork network = Heads.network(IrisHead.model(), 1);
  private final double[] lowest = IrisHead.SCALING.lowest(0);

  @AfterEach
  void close() {
    network.close();
  }

  private Result train(Settings settings, Samples volts) {
    return new InputTrainer(settings)
        .train(network, ADJOINT, volts, lowest, (done, right) -> {}, () -> false);
  }

  private Settings withSteps(int maxSteps) {
    return new Settings(RATE, MARGIN, maxSteps, RANGE);
  }

  @Test
  void everySampleEndsRightAndAheadByTheMargin() {
    Result result = train(SETTINGS, VOLTS);

    assertThat(result.complete()).isTrue();
    assertThat(least(leads(network, VOLTS))).as("there is something to do").isNegative();
    assertThat(least(leads(network, result.inputs()))).isGreaterThan(MARGIN);
    assertThat(result.inputs().targets()).isSameAs(VOLTS.targets());
    assertThat(result.inputs().featureShape()).isEqualTo(VOLTS.featureShape());
  }

  @Test
  void withABorderItIsTheVoltagesBehindItThatAreRight() {
    Consumer<double[]> halfVolts = volts -> Arrays.setAll(volts, i -> Math.rint(2 * volts[i]) / 2);
    Result result =
        new InputTrainer(SETTINGS, halfVolts)
            .train(network, ADJOINT, VOLTS, lowest, (done, right) -> {}, () -> false);

    float[] rounded = result.inputs().features().clone();
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) (Math.rint(2 * (double) rounded[i]) / 2);
    }
    double[] behind = leads(network, VOLTS.withFeatures(rounded, VOLTS.featureShape()));
    assertThat(Arrays.stream(behind).filter(lead -> lead > 0).count()).isEqualTo(result.right());
    assertThat(result.right()).isGreaterThan(result.rightBefore());
    assertThat(result.inputs().features())
        .as("what is trained is not rounded")
        .isNotEqualTo(rounded);
  }

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  @Test
  void theLossOfEveryTrainedSampleFalls() {
    double[] before = leads(network, VOLTS);
    Samples trained = train(SETTINGS, VOLTS).inputs();

    for (int s = 0; s < VOLTS.size(); s++) {
      if (before[s] <= MARGIN) {
        assertThat(loss(trained, s)).as("loss of sample %d", s).isLessThan(loss(VOLTS, s));
      }
    }
  }

  private double loss(Samples samples, int s) {
    return Heads.loss(network, Heads.features(samples, s), samples.label(s));
  }

  @Test
  void samplesThatAreDoneAlreadyAreLeftAlone() {
    double[] before = leads(network, VOLTS);
    Samples trained = train(SETTINGS, VOLTS).inputs();

    for (int s = 0; s < VOLTS.size(); s++) {
      if (before[s] > MARGIN) {
        assertThat(row(trained, s)).as("sample %d", s).isEqualTo(row(VOLTS, s));
      } else {
        assertThat(row(trained, s)).as("sample %d", s).isNotEqualTo(row(VOLTS, s));
      }
    }
  }

  @Test
  void theSamplesGivenAndTheConductancesStayAsTheyAre() {
    float[] volts = VOLTS.features().clone();
    double[] conductances = network.model().parameters().clone();
    train(SETTINGS, VOLTS);

    assertThat(VOLTS.features()).isEqualTo(volts);
    assertThat(network.model().parameters()).isEqualTo(conductances);
  }

  @Test
  void inputsStayWithinTheRangeAndAboveTheirLowestVoltage() {
    Arrays.fill(lowest, -0.6);
    float[] given = VOLTS.features().clone();
    for (int i = 0; i < given.length; i++) {
      given[i] = Math.max(-0.6f, Math.min(0.8f, given[i]));
    }
    // A margin out of reach and large steps, so that the bounds are met.
    Settings far = new Settings(10, 10, 50, 0.8);
    Samples trained = train(far, VOLTS.withFeatures(given, 4)).inputs();

    assertThat(extremes(trained)).containsExactly(-0.6f, 0.8f);
  }

  @Test
  void aLowestVoltageBelowTheRangeDoesNotWidenIt() {
    Arrays.fill(lowest, -100);
    Samples trained = train(new Settings(10, 10, 50, RANGE), VOLTS).inputs();

    assertThat(extremes(trained)).containsExactly(-2, 2);
  }

  /** The least and the greatest feature. */
  private static float[] extremes(Samples samples) {
    float[] sorted = samples.features().clone();
    Arrays.sort(sorted);
    return new float[] {sorted[0], sorted[sorted.length - 1]};
  }

  @Test
  void anInputThatStartsBelowItsLowestVoltageNeitherFallsNorIsPulledUp() {
    Arrays.fill(lowest, RANGE);
    Samples trained = train(withSteps(100), VOLTS).inputs();

    for (int i = 0; i < trained.features().length; i++) {
      assertThat(trained.features()[i]).isGreaterThanOrEqualTo(VOLTS.features()[i]);
    }
    assertThat(trained.features()).isNotEqualTo(VOLTS.features());
  }

  @Test
  void theFirstStepIsDownTheGradientThatFiniteDifferencesGive() {
    // Long steps, so that rounding to float does not hide the gradient.
    double rate = 0.5;
    Settings once = new Settings(rate, 10, 1, 1000);
    Arrays.fill(lowest, -1000);
    Samples trained = train(once, VOLTS).inputs();

    for (int s = 0; s < VOLTS.size(); s++) {
      double[] expected = FiniteDifferences.ofLoss(network, VOLTS, s);
      double longest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      for (int f = 0; f < expected.length; f++) {
        int i = s * expected.length + f;
        double before = VOLTS.features()[i];
        double after = trained.features()[i];
        double rounding = 0.5 * Math.ulp(trained.features()[i]);
        assertThat(after - before)
            .as("sample %d, input %d", s, f)
            .isCloseTo(-rate * expected[f], within(1e-6 * rate * longest + rounding));
      }
    }
  }

  @Test
  void centredNudgingAndTheAdjointLeadToTheSameInputs() {
    Result adjoint = train(SETTINGS, VOLTS);
    Result centred =
        new InputTrainer(SETTINGS)
            .train(
                network,
                new GradientEstimator.Centred(1e-8),
                VOLTS,
                lowest,
                (done, right) -> {},
                () -> false);

    assertThat(centred.steps()).isEqualTo(adjoint.steps());
    assertThat(centred.inputs().features())
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(adjoint.inputs().features());
  }

  @Test
  void resultsDoNotDependOnTheNumberOfThreads() {
    GradientEstimator centred = new GradientEstimator.Centred(1e-7);
    InputTrainer trainer = new InputTrainer(SETTINGS);
    Result one = trainer.train(network, centred, VOLTS, lowest, (done, right) -> {}, () -> false);
    try (AnalogNetwork two = Heads.network(IrisHead.model(), 2)) {
      Result other = trainer.train(two, centred, VOLTS, lowest, (done, right) -> {}, () -> false);
      assertThat(other.inputs().features()).isEqualTo(one.inputs().features());
      assertThat(other.steps()).isEqualTo(one.steps());
    }
  }

  @Test
  void aSampleIsTrainedTheSameWhateverTheOthersAre() {
    Samples together = train(SETTINGS, VOLTS).inputs();

    for (int s = 0; s < VOLTS.size(); s++) {
      Samples alone = train(SETTINGS, VOLTS.range(s, s + 1)).inputs();
      assertThat(row(alone, 0)).as("sample %d", s).isEqualTo(row(together, s));
    }
  }

  @Test
  void countsAreThoseOfSingleStepsCheckedOneByOne() {
    Samples volts = VOLTS;
    long steps = 0;
    int rounds = 5;
    for (int round = 0; round < rounds; round++) {
      double[] leads = leads(network, volts);
      Result once = train(withSteps(1), volts);
      assertThat(once.steps()).isEqualTo(count(leads, -10, MARGIN));
      assertThat(once.rightBefore()).isEqualTo(count(leads, 0, 10));
      volts = once.inputs();
      assertThat(once.right()).isEqualTo(count(leads(network, volts), 0, 10));
      steps += once.steps();
    }
    Result atOnce = train(withSteps(rounds), VOLTS);

    assertThat(atOnce.steps()).isEqualTo(steps);
    assertThat(atOnce.inputs().features()).isEqualTo(volts.features());
    assertThat(atOnce.rightBefore()).isEqualTo(count(leads(network, VOLTS), 0, 10));
    assertThat(atOnce.right()).isEqualTo(count(leads(network, volts), 0, 10));
  }

  /** Number of leads above {@code low} and up to {@code high}, none of them in doubt. */
  private static long count(double[] leads, double low, double high) {
    for (double border : new double[] {low, high}) {
      assertThat(least(Arrays.stream(leads).map(v -> Math.abs(v - border)).toArray()))
          .as("distance from %s V", border)
          .isGreaterThan(ROUNDING);
    }
    return Arrays.stream(leads).filter(v -> v > low && v <= high).count();
  }

  @Test
  void aSampleThatDoesNotGetThereIsGivenUpAfterTheLastStep() {
    Result result = train(new Settings(RATE, 1000, 7, RANGE), VOLTS);

    assertThat(result.steps()).isEqualTo(7L * VOLTS.size());
    assertThat(result.complete()).isTrue();
  }

  @Test
  void anInterruptionGivesBackTheInputsGiven() {
    Samples many = repeated(8);
    List<String> heard = new ArrayList<>();
    BooleanSupplier afterTheFirstChunk = () -> !heard.isEmpty();
    Result result =
        new InputTrainer(SETTINGS)
            .train(
                network,
                ADJOINT,
                many,
                lowest,
                (done, right) -> heard.add(done + " " + right),
                afterTheFirstChunk);

    assertThat(result.complete()).isFalse();
    assertThat(result.inputs()).isSameAs(many);
    assertThat(heard).containsExactly("1024 1024");
  }

  @Test
  void progressIsToldAfterEveryChunk() {
    List<String> heard = new ArrayList<>();
    Samples many = repeated(8);
    new InputTrainer(SETTINGS)
        .train(
            network,
            ADJOINT,
            many,
            lowest,
            (done, right) -> heard.add(done + " " + right),
            () -> false);

    assertThat(heard).containsExactly("1024 1024", "1200 1200");
  }

  private static Samples repeated(int times) {
    int width = VOLTS.featureWidth();
    float[] features = new float[times * VOLTS.features().length];
    int[] labels = new int[times * VOLTS.size()];
    for (int s = 0; s < labels.length; s++) {
      labels[s] = VOLTS.label(s % VOLTS.size());
      System.arraycopy(row(VOLTS, s % VOLTS.size()), 0, features, s * width, width);
    }
    return Samples.classification(features, VOLTS.featureShape(), labels, VOLTS.targetWidth());
  }

  private static float[] row(Samples samples, int s) {
    int width = samples.featureWidth();
    return Arrays.copyOfRange(samples.features(), s * width, (s + 1) * width);
  }

  @Test
  void samplesAndBoundsThatDoNotFitTheCircuitAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> train(SETTINGS, VOLTS.withFeatures(new float[300], 2)))
        .withMessage(
            "the circuit has 4 inputs and 3 outputs, got samples of 2 voltages and 3 targets with"
                + " 4 lower bounds");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                train(
                    SETTINGS,
                    Samples.classification(new float[4], new long[] {4}, new int[] {1}, 2)))
        .withMessageContaining("4 voltages and 2 targets");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new InputTrainer(SETTINGS)
                    .train(
                        network, ADJOINT, VOLTS, new double[3], (done, right) -> {}, () -> false))
        .withMessageContaining("with 3 lower bounds");
  }

  @Test
  void aVoltageThatIsNotFiniteIsRefused() {
    float[] volts = VOLTS.features().clone();
    volts[4 * 17 + 2] = Float.NaN;
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> train(SETTINGS, VOLTS.withFeatures(volts, 4)))
        .withMessageContaining("NaN at sample 17, feature 2");
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    double nan = Double.NaN;
    double[][] wrong = {
      {0, 0.1, 1, 1}, {nan, 0.1, 1, 1}, {1, -0.1, 1, 1}, {1, nan, 1, 1}, {1, 0, 0, 1}, {1, 0, 1, 0}
    };
    for (double[] w : wrong) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Settings(w[0], w[1], (int) w[2], w[3]))
          .withMessageStartingWith("input training needs a positive rate");
    }
    assertThatNoException().isThrownBy(() -> new Settings(1, 0, 1, 1));
  }
}
