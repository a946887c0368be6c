package org.eqprop4j.analog.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eqprop4j.analog.testing.DeviceLaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpiceDiodeTest {
  @TempDir private Path directory;

  @Test
  void theIncludedDiodeCarriesWhatItsParametersSay() {
    SpiceDiode diode = SpiceDiode.named("1n4148");
    double slope = new ShockleyDiode(2.52e-9, 1.752, 27).slopeVoltage();
    double drop = 0.6;
    double current = 2.52e-9 * Math.expm1(drop / slope);
    assertThat(diode.current(drop + 0.568 * current)).isCloseTo(current, withinPercentage(1e-9));
    // Ten milliamperes at 0.69 to 0.75 V: between the data sheet's typical and largest voltage.
    assertThat(diode.drop(0.01)).isBetween(0.69, 0.75);
    assertThat(diode.current(-20)).isCloseTo(-2.52e-9, within(1e-14));
    assertThat(diode.current(-100.5)).isLessThan(-1e-5);
    assertThatThrownBy(() -> SpiceDiode.named("1N9999"))
        .hasMessage("diodes.lib has no diode model '1N9999', expected one of [1n4148]");
  }

  @Test
  void currentConductanceAndCoContentBelongTogether() {
    double slope = new ShockleyDiode(2.52e-9, 1.752, 27).slopeVoltage();
    double knee = -3 * slope - 0.568 * 2.52e-9 * (1 - Math.exp(-3));
    DeviceLaw.assertHolds(SpiceDiode.named("1N4148"), -5, 1, knee);
    SpiceDiode zener = SpiceDiode.of(".model z d(is=1n n=1.5 bv=4.7 ibv=5m rs=2 nbv=1.2)");
    double vt = new ShockleyDiode(1, 1, 27).slopeVoltage();
    double begin = 4.7 - 1.2 * vt * Math.log(5e6);
    double atBegin = -begin - 2 * 1e-9;
    DeviceLaw.assertHolds(zener, -5, 0.9, atBegin, -4.5 * vt - 2e-9 * (1 - Math.exp(-3)));
    SpiceDiode knees = SpiceDiode.of(".model k d(is=1n n=1.5 ikf=1u)");
    DeviceLaw.assertHolds(knees, -1, 0.9, -4.5 * vt, 1e-9 * vt);
  }

  @Test
  void theCurrentAtBreakdownIsIbv() {
    SpiceDiode zener = SpiceDiode.of(".model z d(is=1n bv=4.7 ibv=5m)");
    // But for the current of IS BV / Vt that SPICE counts in where breakdown begins.
    assertThat(zener.current(-4.7)).isCloseTo(-5e-3, withinPercentage(0.01));
  }

  @Test
  void theSaturationCurrentGrowsWithTheTemperature() {
    String card = ".model x d(is=1e-14 n=1 eg=1.11 xti=3 tnom=27)";
    double vt = new ShockleyDiode(1, 1, 77).slopeVoltage();
    double ratio = 350.15 / 300.15;
    double is = 1e-14 * Math.exp((ratio - 1) * 1.11 / vt) * Math.pow(ratio, 3);
    SpiceDiode hot = new SpiceDiode(card, 77);
    assertThat(hot.current(0.5)).isCloseTo(is * Math.expm1(0.5 / vt), withinPercentage(1e-9));
    assertThat(hot.current(-2)).isCloseTo(-is, withinPercentage(1e-3));
    assertThat(hot.spice().instance()).isEqualTo("temp=77.0");
    assertThat(hot.spice().card()).isEqualTo("d is=1e-14 n=1 eg=1.11 xti=3 tnom=27");
    SpiceDiode warm = new SpiceDiode(".model x d(is=1n rs=10 trs=1m trs2=2u)", 127);
    assertThat(warm.drop(0.5))
        .isCloseTo(
            new SpiceDiode(".model x d(is=1n)", 127).drop(0.5) + 0.5 * 10 * (1 + 0.1 + 0.02),
            withinPercentage(1e-9));
  }

  @Test
  void parametersThatChangeNothingAtRestArePassedOnAndRemarksLeftOut() {
    SpiceDiode diode =
        SpiceDiode.of(".model x D(Is=1n Cjo=4pF M=.4 tt=20n kf=1e-15 Vpk=75 mfg=OnSemi level=1)");
    assertThat(diode.spice().card()).isEqualTo("d is=1n cjo=4pF m=.4 tt=20n kf=1e-15 level=1");
    assertThat(diode.current(0.3)).isEqualTo(ShockleyDiode.of(1e-9).current(0.3));
    assertThat(diode.unknownLaw()).isEmpty();
  }

  @Test
  void parametersWithALawOfTheirOwnLeaveItToTheSimulators() {
    SpiceDiode diode = SpiceDiode.of(".model x d(is=1n isr=1n nr=2 area=2 level=3 vfwd=0.3)");
    assertThat(diode.unknownLaw())
        .contains(
            "diode model 'x' has ISR=1n, NR=2, AREA=2, LEVEL=3, VFWD=0.3, "
                + "of which the static law is known to simulators alone");
    assertThatThrownBy(() -> diode.current(0.1))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("ISR=1n");
    assertThat(diode.spice().card()).isEqualTo("d is=1n isr=1n nr=2 area=2 level=3 vfwd=0.3");
  }

  @Test
  void aLibraryFileIsSearchedByName() throws IOException {
    Path file = directory.resolve("my.lib");
    Files.writeString(
        file,
        "* M\u00fcller\n.model A D(IS=1n)\n.model Q NPN(BF=100)\n.model B D(IS=2n)\n",
        StandardCharsets.ISO_8859_1);
    assertThat(SpiceDiode.fromLibrary(file, "b", 27))
        .isEqualTo(SpiceDiode.of(".model b d(is=2n)"))
        .hasToString(".model b d is=2n");
    assertThatThrownBy(() -> SpiceDiode.fromLibrary(file, "q", 27))
        .hasMessage(file + " has no diode model 'q', expected one of [a, b]");
  }

  @Test
  void badCardsAreRefusedByNameAndParameter() {
    assertThatThrownBy(() -> SpiceDiode.of("* nothing"))
        .hasMessage("expected one model card, .model NAME D(...), got 0 in: * nothing");
    assertThatThrownBy(() -> SpiceDiode.of(".model q npn(bf=100)"))
        .hasMessage("model 'q' is of kind npn, expected a diode, d");
    assertThatThrownBy(() -> SpiceDiode.of(".model x d(is={area*2})"))
        .hasMessageContaining("model 'x': is: expected a number");
    assertThatThrownBy(() -> SpiceDiode.of(".model x d(is=-1n)"))
        .hasMessage("diode saturation current IS must be positive, got -1.0E-9 A");
    assertThatThrownBy(() -> SpiceDiode.of(".model x d(rs=-1)"))
        .hasMessage("model 'x' has RS = -1.0 ohm, expected at least 0");
  }
}
