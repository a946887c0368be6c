package org.eqprop4j.analog.circuit;

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

  private static final String SHAPE_OF_NUMBER =
      "([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,4})?)";

  private static final Pattern SHAPE = Pattern.compile(SHAPE_OF_NUMBER + "([a-zA-Z]*)");

  private static final Map<String, Integer> POWER_OF_TEN =
      Map.of(
          "", 0, "f", -15, "p", -12, "n", -9, "u", -6, "m", -3, "k", 3, "meg", 6, "g", 9, "t", 12);

  /** What SPICE reads: it takes a unit behind the suffix for a remark. */
  private static final Pattern SPICE =
      Pattern.compile(
          SHAPE_OF_NUMBER + "(meg|[fpnukgt]|m(?!il)|(?![ax]|mil))[a-z]*", Pattern.CASE_INSENSITIVE);

  private Quantity() {}

  /**
   * The value in SI units, rounded once: {@code 50n} is exactly the double nearest to 5e-8.
   *
   * @throws NumberFormatException if the text is anything but a finite number with an optional
   *     suffix
   */
  public static double parse(String text) {
    return parse(SHAPE, text);
  }

  /**
   * The value that SPICE reads: {@code 4pF} is 4e-12, {@code 100V} is 100, and {@code 1F} is 1e-15.
   *
   * @throws NumberFormatException if the text does not begin with a number, or has a suffix that
   *     simulators read in different ways: {@code a}, {@code x} or {@code mil}
   */
  public static double parseSpice(String text) {
    return parse(SPICE, text);
  }

  private static double parse(Pattern shape, String text) {
    Matcher matcher = shape.matcher(text.strip());
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
