package org.eqprop4j.experiments.ebana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.experiments.cli.Eqprop;

/** {@code eqprop run NAME --quick} in this process. */
final class QuickRun {
  private QuickRun() {}

  /**
   * Runs an experiment to its end.
   *
   * @param directory where the run goes, below a directory named after it
   * @return the run's directory
   */
  static Path of(Path directory, String name, String... options) {
    Path run = directory.resolve(name + options.length + String.join("", options).hashCode());
    List<String> arguments = new ArrayList<>(List.of("run", name, "--quick", "--out", "" + run));
    arguments.addAll(List.of(options));
    StringWriter errors = new StringWriter();
    int code =
        Eqprop.execute(
            new PrintWriter(new StringWriter()),
            new PrintWriter(errors, true),
            arguments.toArray(String[]::new));
    assertThat(code).as(errors.toString()).isZero();
    return run;
  }
}
