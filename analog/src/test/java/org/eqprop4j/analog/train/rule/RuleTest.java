package org.eqprop4j.analog.train.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** Rules against numbers worked out by hand. */
class RuleTest {

  @Test
  void rulesComputeWhatTheirNamesSay() {
    // Drops of -0.5 V in the free phase, -0.4 V and -0.6 V in the phases.
    assertThat(new UpdateRule.Exact().contrast(-0.5, -0.4, -0.6)).isCloseTo(0.1, within(1e-15));
    assertThat(new UpdateRule.SquaredDifference().contrast(-0.5, -0.4, -0.6))
        .isCloseTo(0.2, within(1e-15));
    assertThat(new UpdateRule.Multiplicative().contrast(-0.5, -0.4, -0.6))
        .isCloseTo(0.2, within(1e-15));
    assertThat(new UpdateRule.AbsoluteValue().contrast(-0.5, -0.4, -0.6))
        .isCloseTo(0.2, within(1e-15));
    assertThat(new UpdateRule.Power(3).contrast(-0.5, -0.4, -0.6))
        .isCloseTo(0.216 - 0.064, within(1e-15));
    assertThat(new UpdateRule.Quantised(0.4, 0.8).contrast(-0.5, -0.4, -0.6))
        .isCloseTo(0.16, within(1e-15));
    assertThat(new UpdateRule.Quantised(0.1, 0.3).contrast(-0.5, -0.4, -0.6))
        .isCloseTo(0.12, within(1e-15));
    assertThat(new UpdateRule.Quantised(0.4, 0.8).contrast(0.19, 0.1, 0.3)).isZero();
  }

  @Property
  void everyRuleHasTheSignOfTheExactOneForSmallNudges(
      @ForAll @DoubleRange(min = -1, max = 1) double drop,
      @ForAll @DoubleRange(min = -0.01, max = 0.01) double change) {
    double exact = new UpdateRule.Exact().contrast(drop, drop - change, drop + change);
    if (Math.abs(drop) > 0.02) {
      Stream.of(
              new UpdateRule.SquaredDifference(),
              new UpdateRule.Multiplicative(),
              new UpdateRule.AbsoluteValue(),
              new UpdateRule.Power(2.8),
              new UpdateRule.Quantised(0.01, 1))
          .forEach(
              rule ->
                  assertThat(Math.signum(rule.contrast(drop, drop - change, drop + change)))
                      .as(rule.toString())
                      .isEqualTo(Math.signum(exact)));
    }
  }

  @Test
  void onlyTheExactRuleAndWeightedOnesKnowTheWeightOfTheZone() {
    assertThat(new UpdateRule.Exact().zoneWeighted()).isTrue();
    assertThat(new UpdateRule.Weighted(new UpdateRule.AbsoluteValue()).zoneWeighted()).isTrue();
    assertThat(new UpdateRule.AbsoluteValue().zoneWeighted()).isFalse();
    UpdateRule own = (free, lower, upper) -> upper - lower;
    assertThat(own.zoneWeighted()).isFalse();
  }

  @Test
  void nudgingCurrentsGoAgainstTheGradient() {
    assertThat(new NudgingRule.Proportional().current(1e-7, 3)).isCloseTo(-3e-7, within(1e-20));
    assertThat(new NudgingRule.Proportional().current(-1e-7, 3)).isCloseTo(3e-7, within(1e-20));
    assertThat(new NudgingRule.Limited(2e-7).current(1e-7, 3)).isEqualTo(-2e-7);
    assertThat(new NudgingRule.Limited(2e-7).current(-1e-7, 3)).isEqualTo(2e-7);
    assertThat(new NudgingRule.Limited(2e-7).current(1e-7, -1)).isEqualTo(1e-7);
    assertThat(new NudgingRule.Switched().current(1e-7, 3)).isEqualTo(-1e-7);
    assertThat(new NudgingRule.Switched().current(1e-7, -0.1)).isEqualTo(1e-7);
    assertThat(new NudgingRule.Switched().current(1e-7, 0)).isZero();
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new UpdateRule.Power(0))
        .hasMessage("the exponent of an update rule must be positive, got 0.0");
    assertThatThrownBy(() -> new UpdateRule.Quantised(0.2, 0.1))
        .hasMessage(
            "a quantised update rule needs 0 < step <= range, got steps of 0.2 V up to 0.1 V");
    assertThatThrownBy(() -> new NudgingRule.Limited(0))
        .hasMessage("the limit of nudging currents must be positive, got 0.0 A");
  }
}
