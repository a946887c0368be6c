package org.eqprop4j.experiments.sweep;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eqprop4j.data.files.AtomicFiles;

/**
 * The format of a sweep's table: a CSV file with a column for each component of the point, then one
 * for each component of the measurement, and a row for each point that was measured.
 */
public final class SweepTable<P extends Record, M extends Record> {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private final Class<P> pointType;
  private final Class<M> measuredType;
  private final List<String> columns;

  /** The table of points and measurements of these types, whose components have different names. */
  public SweepTable(Class<P> pointType, Class<M> measuredType) {
    this.pointType = pointType;
    this.measuredType = measuredType;
    this.columns = Stream.concat(names(pointType), names(measuredType)).toList();
    if (new HashSet<>(columns).size() < columns.size()) {
      throw new IllegalArgumentException("columns must have different names, got " + columns);
    }
  }

  private static Stream<String> names(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName);
  }

  /** The first line, with its end. */
  String header() {
    return String.join(",", columns) + "\n";
  }

  /** A row as a line, with its end. */
  String line(Row<P, M> row) {
    Map<String, Object> cells = new LinkedHashMap<>(cells(row.point()));
    cells.putAll(cells(row.measured()));
    return columns.stream()
        .map(c -> cell(c, cells.get(c)))
        .collect(Collectors.joining(",", "", "\n"));
  }

  private static Map<String, Object> cells(Record record) {
    return MAPPER.convertValue(record, new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  private static String cell(String column, Object value) {
    String text = String.valueOf(value);
    if (text.matches("(?s).*[,\"\\r\\n].*")) {
      throw new IllegalArgumentException(
          column + " = \"" + text + "\" cannot stand in a CSV table");
    }
    return text;
  }

  /** Writes a table of some rows in one piece. */
  public void write(Path file, List<Row<P, M>> rows) throws IOException {
    AtomicFiles.text(file, header() + rows.stream().map(this::line).collect(Collectors.joining()));
  }

  /**
   * Reads a table. What a killed process left of a last row is passed over.
   *
   * @throws IOException also if it has other columns or a damaged row; the message names it
   */
  public List<Row<P, M>> read(Path file) throws IOException {
    String text = Files.readString(file);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    if (!whole.startsWith(header())) {
      throw new IOException(file + ": expected the header " + header().strip());
    }
    List<String> lines = whole.lines().skip(1).toList();
    List<Row<P, M>> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      List<String> cells = List.of(lines.get(i).split(",", -1));
      try {
        int split = pointType.getRecordComponents().length;
        rows.add(
            new Row<>(
                bind(cells, 0, split, pointType),
                bind(cells, split, columns.size(), measuredType)));
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new IOException(file + ": row " + (i + 2) + " is damaged: " + lines.get(i), e);
      }
    }
    return rows;
  }

  private <R> R bind(List<String> cells, int from, int to, Class<R> type) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int c = from; c < to; c++) {
      values.put(columns.get(c), cells.get(c));
    }
    return MAPPER.convertValue(values, type);
  }
}
