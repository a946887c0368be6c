package org.eqprop4j.analog.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpiceCardTest {
  @Test
  void cardsAreFoundBetweenEverythingElseThatALibraryHas() {
    List<SpiceCard> cards =
        SpiceCard.parse(
            """
            * a library
            .SUBCKT thing a k
            D1 a k Inner ; a device
            .MODEL Inner D ( IS = 2.52n, N=1.752
            * between
            + RS=.568 $ a remark
            +  tt=20n)
            .ends
            .model fast NMOS level=1 VTO=0.5 ; no brackets
            .model bare d
            """);
    assertThat(cards).extracting(SpiceCard::name).containsExactly("inner", "fast", "bare");
    assertThat(cards).extracting(SpiceCard::kind).containsExactly("d", "nmos", "d");
    assertThat(cards.get(0).parameterText()).isEqualTo("is=2.52n n=1.752 rs=.568 tt=20n");
    assertThat(cards.get(1).parameterText()).isEqualTo("level=1 vto=0.5");
    assertThat(cards.get(2).parameters()).isEmpty();
  }

  @Test
  void whatIsNoCardIsRefusedByName() {
    assertThatThrownBy(() -> SpiceCard.parse(".model x"))
        .hasMessage("'.model x' is no model card, expected .model NAME KIND(PARAMETER=VALUE ...)");
    assertThatThrownBy(() -> SpiceCard.parse(".model x d(is=1n n)"))
        .hasMessage("model 'x' has 'n', expected PARAMETER=VALUE");
    assertThatThrownBy(() -> SpiceCard.parse(".model x ako:y d(is=1n)"))
        .hasMessageContaining("'.model x ako:y d(is=1n)' is no model card");
  }
}
