package org.eqprop4j.experiments.config;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers with SPICE's scale suffixes: {@code 1u}, {@code 10k}, {@code 2meg}, {@code 50n}. Case
 * does not matter, so {@code M} is milli as {@code m} is; mega is {@code meg}.
 *
 * <p>Unlike SPICE, letters after the suffix are refused: a unit such as {@code 1F} would be read as
 * femto without a word.
 */
public final class Quantity {
  /** What {@link #parse} accepts, to be read after the word "expected". */
  public static final String EXPECTED = "a number such as 0.1, 1e-6 or 1u (f p n u m k meg g t)";

  private static final Pattern SHAPE =
      Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,4})?)([a-zA-Z]*)");

  private static final Map<String, Integer> POWER_OF_TEN =
      Map.of(
          "", 0, "f", -15, "p", -12, "n", -9, "u", -6, "m", -3, "k", 3, "meg", 6, "g", 9, "t", 12);

  private Quantity() {}

  /**
   * The value in SI units, rounded once: {@code 50n} is exactly the double nearest to 5e-8.
   *
   * @throws NumberFormatException if the text is anything but a finite number with an optional
   *     suffix
   */
  public static double parse(String text) {
    Matcher matcher = SHAPE.matcher(text.strip());
    Integer power =
        matcher.matches() ? POWER_OF_TEN.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
    if (power == null) {
      throw new NumberFormatException("expected " + EXPECTED + ", got " + text);
    }
    double value = new BigDecimal(matcher.group(1)).scaleByPowerOfTen(power).doubleValue();
    if (!Double.isFinite(value)) {
      throw new NumberFormatException("expected " + EXPECTED + ", got " + text);
    }
    return value;
  }
}
