package org.eqprop4j.analog.engine.xyce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What became of a run: the table, and for a step that is missing there, why.
 *
 * @param table the steps that Xyce printed
 * @param inTime whether it came to its end
 * @param failedSteps steps that it gave up, counted from 1
 * @param said what mattered of its output
 */
record Sweep(SweepTable table, boolean inTime, Set<Integer> failedSteps, String said) {
  private static final String NETLIST = "circuit.cir";

  /**
   * Runs a netlist.
   *
   * @param steps number of its steps
   * @param columns number of values that it prints per step, the step's number included
   * @throws XyceException if Xyce refuses the netlist or cannot be run; the message holds its words
   */
  static Sweep run(XyceProcess process, Path parent, String netlist, int steps, int columns) {
    try (WorkDirectory directory = new WorkDirectory(parent)) {
      Files.writeString(directory.path().resolve(NETLIST), netlist);
      XyceProcess.Outcome outcome = process.run(directory, NETLIST);
      String said = XyceMessages.relevant(outcome.stdout(), outcome.stderr());
      Set<Integer> failed = XyceMessages.failedSteps(outcome.stdout());
      Path points = directory.path().resolve(SweptNetlist.POINTS);
      boolean printed = Files.exists(points);
      if (!printed && outcome.inTime() && failed.isEmpty()) {
        throw new XyceException(
            "Xyce ended with exit code " + outcome.exitCode() + " and without a result:\n" + said);
      }
      // 0 and 1 are all that Xyce ends with by itself.
      boolean cutShort = !outcome.inTime() || (outcome.exitCode() & ~1) != 0;
      List<double[]> rows =
          printed
              ? CsvRows.parse(
                  Files.readString(points, StandardCharsets.ISO_8859_1), columns, cutShort)
              : List.of();
      return new Sweep(new SweepTable(rows, steps), outcome.inTime(), failed, said);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot exchange files with Xyce", e);
    }
  }
}
