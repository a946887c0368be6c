package org.eqprop4j.experiments.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Headlines as cells and as a table of text. */
public final class HeadlineTable {
  private HeadlineTable() {}

  /**
   * The table as text, one line each, numbers aligned.
   *
   * @param reference name of the column that ours is compared with
   */
  public static String text(List<Headline> headlines, String reference) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", reference, "ours", "difference"));
    headlines.forEach(headline -> rows.add(cells(headline)));
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      text.append(row.get(0)).append(" ".repeat(widths[0] - row.get(0).length()));
      for (int i = 1; i < widths.length; i++) {
        text.append("  ").append(" ".repeat(widths[i] - row.get(i).length())).append(row.get(i));
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  /** Label, published number, ours, and the difference with its sign. */
  static List<String> cells(Headline headline) {
    return List.of(
        headline.label(),
        number("%.", headline.published(), headline.unit()),
        number("%.", headline.ours(), headline.unit()),
        number("%+.", headline.difference(), headline.unit()));
  }

  /** Two decimals, three for pure numbers such as cosines. */
  private static String number(String format, Double value, String unit) {
    if (value == null) {
      return "-";
    }
    String decimals = unit.isEmpty() ? "3f" : "2f";
    return (String.format(Locale.ROOT, format + decimals, value) + " " + unit).strip();
  }
}
