package org.eqprop4j.analog.circuit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a two-terminal device is written in a netlist, in what ngspice and Xyce both take. */
public sealed interface SpiceForm {

  /** SPICE's letter for the kind of device, with which its name begins. */
  char letter();

  /**
   * A device with a model card: {@code <letter><name> <terminals> <model> <instance>} and {@code
   * .model <model> <card>}.
   *
   * @param terminals the nodes in SPICE's order, {@code +} for the end into which a current at a
   *     positive drop flows and {@code -} for the other: {@code "+ -"} for a diode
   * @param card kind and parameters of the model, {@code "d is=1e-9"}
   * @param instance parameters of the device, {@code "temp=50"}, or nothing
   */
  record Card(char letter, String terminals, String card, String instance) implements SpiceForm {
    private static final Pattern RESISTANCE = Pattern.compile(" rs=(\\S+)");

    /** The same with one more parameter of the model. */
    Card with(String parameter) {
      return new Card(letter, terminals, card + " " + parameter, instance);
    }

    /** RS of a diode [ohm]; 0 if it has none, or one that the simulator has to compute. */
    public double seriesResistance() {
      Matcher found = RESISTANCE.matcher(card);
      boolean fixed = letter == 'd' && !card.contains(" trs") && !card.contains(" area=");
      return fixed && found.find() ? Quantity.parseSpice(found.group(1)) : 0;
    }

    /** The same without RS. */
    public Card withoutSeriesResistance() {
      return new Card(letter, terminals, RESISTANCE.matcher(card).replaceFirst(""), instance);
    }
  }

  /**
   * A behavioural source: {@code b<name> <+> <-> I={current}}.
   *
   * @param current the current [A] as an expression of the drop {@code u} [V], {@code
   *     "1e-6*sinh(3*u)"}
   */
  record Behaviour(String current) implements SpiceForm {
    public Behaviour {
      if (!current.matches(".*\\bu\\b.*")) {
        throw new IllegalArgumentException(
            "current '" + current + "' does not depend on the drop, expected an expression of u");
      }
    }

    @Override
    public char letter() {
      return 'b';
    }
  }
}
