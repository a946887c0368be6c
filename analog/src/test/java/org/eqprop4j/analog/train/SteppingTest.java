package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.eqprop4j.analog.layer.Bounds;
import org.junit.jupiter.api.Test;

class SteppingTest {
  private static final Bounds WINDOW = Bounds.siemens(1, 3);

  @Test
  void clippingPutsAValueOnTheBound() {
    assertThat(Stepping.CLIP.apply(WINDOW, 2, 0.5)).isEqualTo(2.5);
    assertThat(Stepping.CLIP.apply(WINDOW, 2, 1.5)).isEqualTo(3);
    assertThat(Stepping.CLIP.apply(WINDOW, 2, -7)).isEqualTo(1);
  }

  @Test
  void reflectionPutsAValueAsFarInsideAsItWasOutside() {
    assertThat(Stepping.REFLECT.apply(WINDOW, 2, 0.5)).isEqualTo(2.5);
    assertThat(Stepping.REFLECT.apply(WINDOW, 2, 1.5)).isEqualTo(2.5);
    assertThat(Stepping.REFLECT.apply(WINDOW, 2, -1.25)).isEqualTo(1.25);
    assertThat(Stepping.REFLECT.apply(WINDOW, 2, -70)).as("too far to fit").isEqualTo(3);
  }

  @Test
  void aChangeOfTheLogarithmMultiplies() {
    assertThat(Stepping.LOGARITHM.apply(WINDOW, 2, Math.log(1.25))).isCloseTo(2.5, within(1e-15));
    assertThat(Stepping.LOGARITHM.apply(WINDOW, 2, 0)).isEqualTo(2);
    assertThat(Stepping.LOGARITHM.apply(WINDOW, 2, 1000)).isEqualTo(3);
    assertThat(Stepping.LOGARITHM.apply(WINDOW, 2, -1000)).isEqualTo(1);
  }

  @Test
  void stepsAreLimitedToAPartOfTheValueBeforeTheBoundsAct() {
    assertThat(Stepping.CLIP.atMost(0.1).apply(WINDOW, 2, 0.5)).isCloseTo(2.2, within(1e-15));
    assertThat(Stepping.CLIP.atMost(0.1).apply(WINDOW, 2, -0.1)).isEqualTo(1.9);
    assertThat(Stepping.LOGARITHM.atMost(0.1).apply(WINDOW, 2, 9)).isCloseTo(2.2, within(1e-15));
    assertThat(Stepping.REFLECT.atMost(0.6).apply(WINDOW, 2, 9)).isCloseTo(2.8, within(1e-15));
  }

  @Property
  void everyStepEndsWithinTheBoundsAndTheLimit(
      @ForAll Stepping.Bounding bounding,
      @ForAll @DoubleRange(min = 0.01, max = 5) double part,
      @ForAll @DoubleRange(min = 1, max = 3) double value,
      @ForAll @DoubleRange(min = -1000, max = 1000) double change) {
    double next = new Stepping(bounding, part).apply(WINDOW, value, change);
    assertThat(next).isBetween(1.0, 3.0);
    assertThat(Math.abs(next - value)).isLessThanOrEqualTo(part * value * (1 + 1e-12));
  }

  @Test
  void aLimitOfNothingIsRefused() {
    assertThatThrownBy(() -> Stepping.CLIP.atMost(0))
        .hasMessage("the largest relative step must be positive, got 0.0");
  }
}
