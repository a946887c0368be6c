package org.eqprop4j.data.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.eqprop4j.data.DataException;
import org.eqprop4j.data.files.FileContent;

/**
 * What the first line of a CSV file tells.
 *
 * @param delimiter what separates cells
 * @param named whether the line names the columns
 * @param columns the names, empty where the header has none, or numbers from 1
 */
record CsvHead(Path file, char delimiter, boolean named, List<String> columns) {
  private static final char[] DELIMITERS = {',', ';', '\t'};

  /**
   * Reads the first line.
   *
   * @param wanted names that make a line a header if they are in it
   */
  static CsvHead of(Path file, CsvFormat format, Optional<String> wanted) {
    char delimiter = format.delimiter().orElseGet(() -> delimiter(firstLine(file)));
    List<String> cells = new ArrayList<>();
    try (CsvRows rows = CsvRows.open(file, delimiter)) {
      if (!rows.next()) {
        throw new DataException(file + ": expected a row for each sample, has blank lines only");
      }
      IntStream.range(0, rows.width()).forEach(i -> cells.add(rows.cell(i)));
    }
    boolean named =
        switch (format.header()) {
          case YES -> true;
          case NO -> false;
          case AUTO ->
              wanted.filter(cells::contains).isPresent()
                  || cells.stream().noneMatch(CsvHead::isNumber);
        };
    if (!named) {
      return new CsvHead(
          file,
          delimiter,
          false,
          IntStream.rangeClosed(1, cells.size()).mapToObj(Integer::toString).toList());
    }
    requireDistinct(file, cells);
    return new CsvHead(file, delimiter, true, List.copyOf(cells));
  }

  private static String firstLine(Path file) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(CsvRows.text(file), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      while (line != null && line.isBlank()) {
        line = reader.readLine();
      }
      return line == null ? "" : line;
    } catch (IOException e) {
      throw FileContent.unreadable(file, e);
    }
  }

  private static char delimiter(String line) {
    char best = DELIMITERS[0];
    long most = 0;
    for (char candidate : DELIMITERS) {
      long count = count(line, candidate);
      if (count > most) {
        most = count;
        best = candidate;
      }
    }
    return best;
  }

  private static long count(String line, char wanted) {
    boolean quoted = false;
    long count = 0;
    for (int i = 0; i < line.length(); i++) {
      quoted ^= line.charAt(i) == CsvRows.QUOTE;
      count += !quoted && line.charAt(i) == wanted ? 1 : 0;
    }
    return count;
  }

  private static boolean isNumber(String cell) {
    return !Double.isNaN(Numbers.parse(cell));
  }

  private static void requireDistinct(Path file, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).isEmpty() && !seen.add(names.get(i))) {
        throw new DataException(
            file
                + ": two columns are named '"
                + names.get(i)
                + "' in the header, expected different names");
      }
    }
  }

  /**
   * The index of a column, from 0.
   *
   * @param role what it is wanted for, for the message
   */
  int index(String column, String role) {
    int byName = columns.indexOf(column);
    if (byName >= 0) {
      return byName;
    }
    if (column.matches("[1-9][0-9]{0,8}") && Integer.parseInt(column) <= columns.size()) {
      return Integer.parseInt(column) - 1;
    }
    throw new DataException(
        String.format(
            "%s: there is no column '%s' for %s, expected %s",
            file,
            column,
            role,
            named
                ? "one of " + String.join(", ", columns)
                : "a number from 1 to " + columns.size() + ", since no header was found"));
  }
}
