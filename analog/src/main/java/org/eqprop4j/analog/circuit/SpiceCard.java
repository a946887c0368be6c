package org.eqprop4j.analog.circuit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A model card of SPICE, {@code .model NAME KIND(PARAMETER=VALUE ...)}. All but values is in lower
 * case, since SPICE does not tell cases apart.
 *
 * @param kind {@code d} for a diode, {@code nmos} for a transistor
 * @param parameters as they were written, in their order
 */
record SpiceCard(String name, String kind, Map<String, String> parameters) {
  private static final Pattern CARD =
      Pattern.compile("\\.model\\s+(\\S+)\\s+(\\w+)(?=[\\s(]|$)\\s*(.*)", Pattern.CASE_INSENSITIVE);

  private static final Pattern PARAMETER = Pattern.compile("(\\w+)\\s*=\\s*([^\\s=,]+)[\\s,]*");

  /**
   * All model cards in a text, which may hold anything else that a library has: comments, other
   * statements, lines continued with {@code +}.
   *
   * @throws IllegalArgumentException if a card is not of the form above
   */
  static List<SpiceCard> parse(String text) {
    List<String> statements = new ArrayList<>();
    for (String line : text.lines().toList()) {
      // "*" begins a comment in the first column, ";" anywhere, "$" after a blank.
      String statement = line.replaceFirst("(^\\s*\\*|;|(^|\\s)\\$).*", "").strip();
      if (statement.startsWith("+") && !statements.isEmpty()) {
        int last = statements.size() - 1;
        statements.set(last, statements.get(last) + " " + statement.substring(1));
      } else if (!statement.isEmpty()) {
        statements.add(statement);
      }
    }
    return statements.stream()
        .filter(statement -> statement.toLowerCase(Locale.ROOT).startsWith(".model"))
        .map(SpiceCard::of)
        .toList();
  }

  private static SpiceCard of(String statement) {
    Matcher card = CARD.matcher(statement);
    if (!card.matches()) {
      throw new IllegalArgumentException(
          "'" + statement + "' is no model card, expected .model NAME KIND(PARAMETER=VALUE ...)");
    }
    String list = card.group(3).strip();
    if (list.startsWith("(") && list.endsWith(")")) {
      list = list.substring(1, list.length() - 1).strip();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    Matcher parameter = PARAMETER.matcher(list);
    int end = 0;
    while (parameter.find() && parameter.start() == end) {
      parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), parameter.group(2));
      end = parameter.end();
    }
    if (end != list.length()) {
      throw new IllegalArgumentException(
          "model '"
              + card.group(1)
              + "' has '"
              + list.substring(end)
              + "', expected PARAMETER=VALUE");
    }
    return new SpiceCard(
        card.group(1).toLowerCase(Locale.ROOT), card.group(2).toLowerCase(Locale.ROOT), parameters);
  }

  /** The parameters as SPICE takes them. */
  String parameterText() {
    return parameters.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}
