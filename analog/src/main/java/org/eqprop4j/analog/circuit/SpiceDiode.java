package org.eqprop4j.analog.circuit;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A diode that a SPICE model card describes. Simulators get the card as it stands; the built-in
 * engine computes what its static law comes to: IS, N, RS, BV, IBV, NBV, IKF and how they change
 * with the temperature (TNOM, EG, XTI, TRS, TRS2, TCV), by ngspice's equations for level 1. Charge
 * and noise have no part in it. A card with more than that has no known law here.
 */
@JsonAutoDetect(
    getterVisibility = JsonAutoDetect.Visibility.NONE,
    isGetterVisibility = JsonAutoDetect.Visibility.NONE,
    fieldVisibility = JsonAutoDetect.Visibility.NONE)
public final class SpiceDiode implements DiodeModel {
  private static final long serialVersionUID = 1L;

  @JsonProperty private final String model;
  @JsonProperty private final double celsius;
  private final String card;
  private final String unknown;
  private final BreakdownJunction junction;
  private final double resistance;

  /**
   * The diode of a text with one model card.
   *
   * @param model {@code .model NAME D(...)}
   * @param celsius its temperature [degrees C]
   * @throws IllegalArgumentException naming the model and what is wrong with it
   */
  public SpiceDiode(String model, double celsius) {
    this(only(model), celsius);
  }

  private SpiceDiode(SpiceCard given, double celsius) {
    if (!given.kind().equals("d")) {
      throw new IllegalArgumentException(
          "model '" + given.name() + "' is of kind " + given.kind() + ", expected a diode, d");
    }
    DiodeCard diode = new DiodeCard(given, celsius);
    List<String> more = diode.unknown();
    this.model = ".model " + given.name() + " d " + given.parameterText();
    this.celsius = celsius;
    this.card = "d " + diode.forSimulators().parameterText();
    this.unknown = more.isEmpty() ? null : message(given.name(), more);
    this.junction = more.isEmpty() ? diode.junction() : null;
    this.resistance = more.isEmpty() ? diode.seriesResistance() : Double.NaN;
  }

  /**
   * As files describe it.
   *
   * @param model the text of a model card, or a single word: the name of a diode of the library
   *     that comes with the program
   */
  @JsonCreator
  static SpiceDiode described(
      @JsonProperty("model") String model, @JsonProperty("celsius") double celsius) {
    boolean isName = model.strip().matches("\\S+");
    return isName ? named(model.strip(), celsius) : new SpiceDiode(model, celsius);
  }

  /** The diode of a text with one model card, at 27 degrees C. */
  public static SpiceDiode of(String model) {
    return new SpiceDiode(model, ShockleyDiode.ROOM_TEMPERATURE);
  }

  /**
   * A diode of a library file.
   *
   * @param name of the model; case does not matter
   * @throws IllegalArgumentException if there is no such model, naming those that there are
   */
  public static SpiceDiode fromLibrary(Path file, String name, double celsius) throws IOException {
    return find(
        Files.readString(file, StandardCharsets.ISO_8859_1), file.toString(), name, celsius);
  }

  /**
   * A diode of the library that comes with the program, at 27 degrees C: {@code 1N4148}.
   *
   * @throws IllegalArgumentException if there is no such model, naming those that there are
   */
  public static SpiceDiode named(String name) {
    return named(name, ShockleyDiode.ROOM_TEMPERATURE);
  }

  /** The same at another temperature [degrees C]. */
  public static SpiceDiode named(String name, double celsius) {
    String library = "diodes.lib";
    try (InputStream in = SpiceDiode.class.getResourceAsStream(library)) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return find(text, library, name, celsius);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SpiceDiode find(String text, String library, String name, double celsius) {
    List<SpiceCard> diodes =
        SpiceCard.parse(text).stream().filter(card -> card.kind().equals("d")).toList();
    return diodes.stream()
        .filter(card -> card.name().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .map(card -> new SpiceDiode(card, celsius))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    library
                        + " has no diode model '"
                        + name
                        + "', expected one of "
                        + diodes.stream().map(SpiceCard::name).toList()));
  }

  private static SpiceCard only(String text) {
    List<SpiceCard> cards = SpiceCard.parse(text);
    if (cards.size() != 1) {
      throw new IllegalArgumentException(
          "expected one model card, .model NAME D(...), got " + cards.size() + " in: " + text);
    }
    return cards.get(0);
  }

  private static String message(String name, List<String> more) {
    return "diode model '"
        + name
        + "' has "
        + String.join(", ", more)
        + ", of which the static law is known to simulators alone";
  }

  /**
   * The same law in the values that hold at the temperature, for a simulator whose rules or
   * constants differ.
   *
   * @param emission N that stands for this diode's there
   */
  public SpiceForm.Card inValues(double emission) {
    SpiceForm.Card card = junction().withEmission(emission).spice();
    return resistance > 0 ? card.with("rs=" + resistance) : card;
  }

  /** IS, N and the temperature of the junction. */
  public ShockleyDiode plainJunction() {
    return junction().plain();
  }

  private BreakdownJunction junction() {
    if (unknown != null) {
      throw new UnsupportedOperationException(unknown);
    }
    return junction;
  }

  private double inner(double drop) {
    return resistance > 0 ? SeriesResistance.inner(junction(), resistance, drop) : drop;
  }

  @Override
  public double current(double drop) {
    return junction().current(inner(drop));
  }

  @Override
  public double conductance(double drop) {
    return SeriesResistance.conductance(junction().conductance(inner(drop)), resistance);
  }

  @Override
  public double coContent(double drop) {
    double inner = inner(drop);
    return SeriesResistance.coContent(
        junction().coContent(inner), junction().current(inner), resistance);
  }

  @Override
  public double drop(double current) {
    return junction().drop(current) + resistance * current;
  }

  @Override
  public double bend() {
    return junction().bend();
  }

  @Override
  public Optional<String> unknownLaw() {
    return Optional.ofNullable(unknown);
  }

  @Override
  public SpiceForm.Card spice() {
    return new SpiceForm.Card('d', "+ -", card, "temp=" + celsius);
  }

  @Override
  public void evaluate(
      double[] drop, double[] current, double[] conductance, double[] coContent, int from, int to) {
    if (resistance > 0) {
      SeriesResistance.evaluate(
          junction(), resistance, drop, current, conductance, coContent, from, to);
    } else {
      junction().evaluate(drop, current, conductance, coContent, from, to);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SpiceDiode diode
        && model.equals(diode.model)
        && celsius == diode.celsius;
  }

  @Override
  public int hashCode() {
    return Objects.hash(model, celsius);
  }

  /** The model card. */
  @Override
  public String toString() {
    return model;
  }
}
