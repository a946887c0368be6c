package org.eqprop4j.experiments.train;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.csv.CsvEncoding;
import org.eqprop4j.data.csv.CsvTable;
import org.eqprop4j.data.csv.Task;
import org.eqprop4j.data.files.AtomicFiles;
import org.eqprop4j.experiments.run.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answers of a trained circuit to the rows of a CSV file, as another. */
public final class CsvPrediction {
  private static final Logger LOG = LoggerFactory.getLogger(CsvPrediction.class);

  private CsvPrediction() {}

  /**
   * What was written.
   *
   * @param rows number of rows
   * @param accuracy part of them that is right, if the file has classes to compare with
   */
  public record Result(int rows, Optional<Double> accuracy) {}

  /**
   * Writes a row for each row: its number from 1, the prediction, and for classes the output
   * voltage of each.
   *
   * @param run a finished training
   * @throws IOException if the run has no model, or a file cannot be written
   * @throws org.eqprop4j.data.DataException if the data do not fit the model
   */
  public static Result write(TrainConfig config, RunDirectory run, Path data, Path out)
      throws IOException {
    TrainedModel model = TrainedModel.load(run.file(TrainExperiment.MODEL));
    CsvEncoding encoding = model.encoding();
    boolean labelled =
        CsvTable.columns(data, CsvData.format(config.data())).contains(encoding.label());
    CsvTable table =
        CsvTable.read(
            data, CsvData.format(config.data()), encoding.roles(labelled), config.data().missing());
    Samples raw = encoding.encode(table, IntStream.range(0, table.rows()).toArray(), LOG::warn);
    try (AnalogNetwork network =
        Networks.of(config, model.circuit(), Networks.engine(config, raw.size()))) {
      Predictions predictions = Predictions.of(network, model.prepare(raw));
      AtomicFiles.file(
          out,
          temporary -> {
            try (BufferedWriter writer = Files.newBufferedWriter(temporary)) {
              if (encoding.task() == Task.CLASSES) {
                classes(writer, predictions, encoding.classes(), raw.size());
              } else {
                MeanSquaredError loss = (MeanSquaredError) config.training().newLoss();
                values(writer, encoding.label(), predictions.values(model, loss));
              }
            }
          });
      return new Result(
          raw.size(),
          labelled && encoding.task() == Task.CLASSES
              ? Optional.of(accuracy(predictions, raw))
              : Optional.empty());
    }
  }

  private static void classes(
      BufferedWriter writer, Predictions predictions, List<String> classes, int rows)
      throws IOException {
    StringBuilder line = new StringBuilder("row,prediction");
    classes.forEach(name -> line.append(',').append(quoted("volts of " + name)));
    writer.append(line).append('\n');
    for (int row = 0; row < rows; row++) {
      line.setLength(0);
      line.append(row + 1).append(',').append(quoted(classes.get(predictions.label(row))));
      for (int k = 0; k < classes.size(); k++) {
        line.append(',').append(predictions.volts(row, k));
      }
      writer.append(line).append('\n');
    }
  }

  private static void values(BufferedWriter writer, String label, float[] values)
      throws IOException {
    writer.append("row,").append(quoted(label)).append('\n');
    for (int row = 0; row < values.length; row++) {
      writer.append(row + 1 + "," + values[row] + "\n");
    }
  }

  private static String quoted(String cell) {
    return cell.matches("[^,\"]*") ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
  }

  private static double accuracy(Predictions predictions, Samples raw) {
    long right =
        IntStream.range(0, raw.size())
            .filter(row -> predictions.label(row) == raw.label(row))
            .count();
    return (double) right / raw.size();
  }
}
