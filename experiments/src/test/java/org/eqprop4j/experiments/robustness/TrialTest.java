package org.eqprop4j.experiments.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import org.eqprop4j.analog.train.NudgingStrength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrialTest {
  private static final double RATE = 0.05;
  private static final int EPOCHS = 1000;

  @ParameterizedTest
  @CsvSource({"CASE_ONE, 1e-8", "CASE_ONE, 1e-2", "XOR, 1e-8", "XOR, 1e-2"})
  void defaultsLearnOverSixDecadesOfBeta(Task task, double relative) {
    for (int seed = 1; seed <= 5; seed++) {
      Trial trial = trial(task, Variant.DEFAULTS, seed);
      double conductance = trial.strength(1e-9).outputConductance();
      assertThat(trial.run(relative * conductance, 0).converged()).as("start %d", seed).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CASE_ONE", "XOR"})
  void strengthChosenForAnAccuracyLearnsAtThatAccuracy(Task task) {
    for (double accuracy : new double[] {1e-9, 1e-6, 1e-3}) {
      Trial trial = trial(task, Variant.DEFAULTS, 3);
      NudgingStrength strength = trial.strength(accuracy);
      assertThat(trial.run(strength.beta(), accuracy).converged()).as("%s V", accuracy).isTrue();
    }
  }

  @Test
  void strengthThatIsTooSmallForTheAccuracyDoesNotLearnXor() {
    Trial trial = trial(Task.XOR, Variant.VOLTS_1E_3, 3);
    double conductance = trial.strength(1e-9).outputConductance();

    assertThat(
            new Trial(Problem.of(Task.XOR), Variant.VOLTS_1E_3, RATE, 50, 3)
                .run(1e-8 * conductance, 1e-3)
                .converged())
        .isFalse();
  }

  @Test
  void irisIsLearnedByTheAdjoint() {
    assertThat(new Trial(Problem.of(Task.IRIS), Variant.ADJOINT, RATE, 30, 1).run(1, 0).converged())
        .isTrue();
  }

  private static Trial trial(Task task, Variant variant, long seed) {
    return new Trial(Problem.of(task), variant, RATE, EPOCHS, seed);
  }
}
