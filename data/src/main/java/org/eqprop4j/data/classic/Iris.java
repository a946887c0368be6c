package org.eqprop4j.data.classic;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.split.InputStreamInputSplit;
import org.datavec.api.writable.Writable;
import org.eqprop4j.data.DataException;
import org.eqprop4j.data.Samples;

/**
 * Iris: four lengths of 150 flowers, 50 of each of three species (Fisher, "The use of multiple
 * measurements in taxonomic problems", Annals of Eugenics 7, 1936).
 *
 * <p>The UCI repository's copy differs from Fisher's article in samples 35 and 38, counted from 1.
 * Here they are as Fisher has them, as in R and in scikit-learn since 0.20: 4.9, 3.1, 1.5, 0.2 and
 * 4.9, 3.6, 1.4, 0.1.
 */
public final class Iris {
  /** What the features are; all are in centimetres. */
  public static final List<String> FEATURE_NAMES =
      List.of("sepal length", "sepal width", "petal length", "petal width");

  /** What the classes 0 to 2 stand for. */
  public static final List<String> CLASS_NAMES = List.of("setosa", "versicolor", "virginica");

  private static final String RESOURCE = "iris.csv";

  private Iris() {}

  /** The 150 samples, species after species: features of shape {@code {4}} in centimetres. */
  public static Samples load() {
    List<List<Writable>> rows = rows();
    int width = FEATURE_NAMES.size();
    float[] features = new float[rows.size() * width];
    int[] labels = new int[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      for (int k = 0; k < width; k++) {
        features[i * width + k] = rows.get(i).get(k).toFloat();
      }
      labels[i] = CLASS_NAMES.indexOf(rows.get(i).get(width).toString());
    }
    return Samples.classification(features, new long[] {width}, labels, CLASS_NAMES.size())
        .requireFinite("Iris");
  }

  private static List<List<Writable>> rows() {
    List<List<Writable>> rows = new ArrayList<>();
    try (InputStream in = Iris.class.getResourceAsStream(RESOURCE);
        CSVRecordReader reader = new CSVRecordReader(1)) {
      reader.initialize(new InputStreamInputSplit(in));
      while (reader.hasNext()) {
        rows.add(reader.next());
      }
    } catch (IOException e) {
      throw new DataException("the resource " + RESOURCE + " cannot be read (" + e + ")", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("interrupted while reading the resource " + RESOURCE, e);
    }
    return rows;
  }
}
