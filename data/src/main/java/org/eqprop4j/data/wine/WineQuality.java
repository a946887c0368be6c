package org.eqprop4j.data.wine;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eqprop4j.data.DataException;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.csv.ColumnRoles;
import org.eqprop4j.data.csv.CsvFormat;
import org.eqprop4j.data.csv.CsvTable;
import org.eqprop4j.data.csv.Missing;
import org.eqprop4j.data.files.PublishedDataSet;
import org.eqprop4j.data.files.PublishedFile;
import org.eqprop4j.data.files.ResolvedFiles;
import org.eqprop4j.data.files.Resolver;

/**
 * Wine Quality: eleven chemical measurements and a taster's grade of 1,599 red and 4,898 white
 * Portuguese wines (Cortez, Cerdeira, Almeida, Matos and Reis, "Modeling wine preferences by data
 * mining from physicochemical properties", Decision Support Systems 47, 2009).
 */
public final class WineQuality {
  /** What the colours 0 and 1 stand for. */
  public static final List<String> COLOURS = List.of("red", "white");

  /** What the grades 0 to 6 stand for: those that occur, out of 0 to 10. */
  public static final List<String> GRADES = List.of("3", "4", "5", "6", "7", "8", "9");

  private static final String GRADE = "quality";
  private static final String RED = "winequality-red.csv";
  private static final String WHITE = "winequality-white.csv";

  /** The files as the authors publish them. */
  public static final PublishedDataSet FILES =
      new PublishedDataSet(
          "Wine Quality",
          "wine-quality",
          Optional.empty(),
          List.of(
              file(RED, "4a402cf041b025d4566d954c3b9ba8635a3a8a01e039005d97d6a710278cf05e"),
              file(WHITE, "76c3f809815c17c07212622f776311faeb31e87610d52c26d87d6e361b169836")));

  /** The eleven measurements, as the files name them. */
  private static final List<String> MEASUREMENTS =
      List.of(
          "fixed acidity",
          "volatile acidity",
          "citric acid",
          "residual sugar",
          "chlorides",
          "free sulfur dioxide",
          "total sulfur dioxide",
          "density",
          "pH",
          "sulphates",
          "alcohol");

  private final ResolvedFiles files;

  /** For tests too: content is verified by {@link #find} alone. */
  WineQuality(ResolvedFiles files) {
    this.files = files;
  }

  private static PublishedFile file(String name, String sha256) {
    String site = "https://archive.ics.uci.edu/ml/machine-learning-databases/wine-quality/";
    return new PublishedFile(name, sha256, List.of(URI.create(site + name)));
  }

  /**
   * Finds, or gets, and verifies the files.
   *
   * @throws DataException if they are not to be had; the message says how to install them
   */
  public static WineQuality find(Resolver resolver) {
    return new WineQuality(resolver.resolve(FILES));
  }

  /** What the twelve features of {@link #colour} are. */
  public static List<String> colourFeatures() {
    return with(GRADE);
  }

  /** What the twelve features of {@link #quality} are. */
  public static List<String> qualityFeatures() {
    return with("colour");
  }

  private static List<String> with(String last) {
    List<String> names = new ArrayList<>(MEASUREMENTS);
    names.add(last);
    return List.copyOf(names);
  }

  /**
   * The colour from the measurements and the grade: 6,497 samples of 12 features, red ones first.
   */
  public Samples colour() {
    return read(true);
  }

  /** The grade from the measurements and the colour, 0 for red and 1 for white; same samples. */
  public Samples quality() {
    return read(false);
  }

  private Samples read(boolean colour) {
    List<CsvTable> tables = List.of(table(RED), table(WHITE));
    int rows = tables.stream().mapToInt(CsvTable::rows).sum();
    int width = MEASUREMENTS.size() + 1;
    float[] features = new float[rows * width];
    int[] labels = new int[rows];
    int first = 0;
    for (int t = 0; t < tables.size(); t++) {
      CsvTable table = tables.get(t);
      for (int k = 0; k < MEASUREMENTS.size(); k++) {
        float[] column = table.column(MEASUREMENTS.get(k));
        for (int r = 0; r < column.length; r++) {
          features[(first + r) * width + k] = column[r];
        }
      }
      float[] grades = table.column(GRADE);
      for (int r = 0; r < grades.length; r++) {
        int grade = (int) grades[r] - Integer.parseInt(GRADES.get(0));
        features[(first + r) * width + width - 1] = colour ? grades[r] : t;
        labels[first + r] = colour ? t : grade;
      }
      first += table.rows();
    }
    int classes = colour ? COLOURS.size() : GRADES.size();
    return Samples.classification(features, new long[] {width}, labels, classes);
  }

  private CsvTable table(String name) {
    CsvFormat format = new CsvFormat(Optional.of(';'), CsvFormat.Header.YES);
    return CsvTable.read(files.file(name), format, ColumnRoles.unlabelled(), Missing.REFUSE);
  }
}
