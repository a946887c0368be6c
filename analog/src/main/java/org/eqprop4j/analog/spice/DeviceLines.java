package org.eqprop4j.analog.spice;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.SpiceForm;

/**
 * The lines of single devices, in the dialect that ngspice and Xyce share. Numbers are written as
 * {@link Double#toString} does, from which a reader gets back the same double.
 */
public final class DeviceLines {
  private static final String MODEL = "diode";

  private final List<String> cards = new ArrayList<>();
  private boolean resistive;

  /** {@code r a b ohms}. */
  public static String resistor(String name, String a, String b, double ohms) {
    return name + " " + a + " " + b + " " + ohms;
  }

  /** A source of {@code volts} between a node and ground. */
  public static String voltage(String name, String node, double volts) {
    return name + " " + node + " 0 " + volts;
  }

  /** A source that drives {@code amperes} out of ground into a node. */
  public static String current(String name, String node, double amperes) {
    return name + " 0 " + node + " " + amperes;
  }

  /**
   * A voltage source controlled by the voltage of a node, both counted from a third.
   *
   * @param reference node of the reference voltage; ground is 0
   */
  public static String amplifiedVoltage(
      String name, String out, String in, String reference, double gain) {
    return name + " " + out + " " + reference + " " + in + " " + reference + " " + gain;
  }

  /**
   * A source that draws {@code factor} times the current of a voltage source from a node.
   *
   * @param sensed device whose current counts; Xyce takes V devices alone
   */
  public static String drawnCurrent(String name, String node, String sensed, double factor) {
    return name + " " + node + " 0 " + sensed + " " + factor;
  }

  /**
   * A device between a node and its series source, with a name that begins with the letter of its
   * {@link SpiceForm}.
   */
  public String diode(
      String name, String node, String source, Direction direction, SpiceForm form) {
    String plus = direction == Direction.DOWN ? node : source;
    String minus = direction == Direction.DOWN ? source : node;
    if (form instanceof SpiceForm.Card card) {
      String ends = card.terminals().replace("+", plus).replace("-", minus);
      return (name + " " + ends + " " + modelName(card) + " " + card.instance()).stripTrailing();
    }
    String drop = "V(" + plus + "," + minus + ")";
    String current = ((SpiceForm.Behaviour) form).current().replaceAll("\\bu\\b", drop);
    return name + " " + plus + " " + minus + " I={" + current.replace(" ", "") + "}";
  }

  /**
   * The same for an engine: a series resistance is written as a resistor, next to the source.
   * Inside a device it would stand next to the node, where the rounding of its current, some 1e-15
   * A for an ohm, is 1e-8 V beside conductances of 1e-7 S.
   */
  public List<String> engineDiode(
      String name, String node, String source, Direction direction, SpiceForm form) {
    double ohms = form instanceof SpiceForm.Card card ? card.seriesResistance() : 0;
    if (ohms == 0) {
      return List.of(diode(name, node, source, direction, form));
    }
    resistive = true;
    String middle = source + "_rs";
    SpiceForm.Card junction = ((SpiceForm.Card) form).withoutSeriesResistance();
    return List.of(
        diode(name, node, middle, direction, junction),
        resistor("r_" + name, middle, source, ohms));
  }

  /** The models of the devices written so far, one line each. */
  public List<String> models() {
    return IntStream.range(0, cards.size())
        .mapToObj(i -> ".model " + MODEL + i + " " + cards.get(i))
        .toList();
  }

  /**
   * The tolerance of branch currents [A] that ngspice can reach. A series resistance turns the
   * rounding of voltages into currents that would else never come to rest; the voltages have a
   * tolerance of their own.
   */
  public String currentTolerance() {
    return resistive || cards.stream().anyMatch(card -> card.contains(" rs=")) ? "1e-12" : "1e-20";
  }

  private String modelName(SpiceForm.Card card) {
    if (!cards.contains(card.card())) {
      cards.add(card.card());
    }
    return MODEL + cards.indexOf(card.card());
  }
}
