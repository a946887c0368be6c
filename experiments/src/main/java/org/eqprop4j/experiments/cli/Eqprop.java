package org.eqprop4j.experiments.cli;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The program {@code eqprop}. It ends with 0 when done, 1 when a run failed, 2 when it was called
 * or configured wrongly.
 */
@Command(
    name = "eqprop",
    description = "Mixed-signal neural networks trained by Equilibrium Propagation.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    subcommands = {
      RunCommand.class,
      CompareCommand.class,
      ListCommand.class,
      ExampleCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      NetlistCommand.class,
      DoctorCommand.class,
      BenchCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:the run failed", "2:bad usage or configuration"})
public final class Eqprop implements Runnable {
  /** The terminal behind the standard error, if that is a pipe of the launcher. */
  private static final String ERROR_PROPERTY = "eqprop4j.stderr";

  @Spec private CommandSpec spec;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Show where in the code an error came from.")
  private boolean stacktrace;

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true"); // Plots go to files, never to a window.
    writeErrorsTo(System.getProperty(ERROR_PROPERTY, ""));
    System.exit(execute(writer(System.out), writer(System.err), args));
  }

  private static void writeErrorsTo(String terminal) {
    if (terminal.isEmpty()) {
      return;
    }
    try {
      System.setErr(
          new PrintStream(new FileOutputStream(terminal, true), true, Charset.defaultCharset()));
    } catch (FileNotFoundException e) {
      // The standard error leads there too, by way of the launcher's pipe.
      System.err.println("eqprop: " + e.getMessage());
    }
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, Charset.defaultCharset());
  }

  /** Runs the command line and returns its exit code. */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    Eqprop eqprop = new Eqprop();
    ErrorHandler errors = new ErrorHandler(() -> eqprop.stacktrace);
    CommandLine commandLine =
        new CommandLine(eqprop)
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler(errors)
            .setExecutionExceptionHandler(errors);
    try {
      return commandLine.execute(args);
    } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
      return errors.report(err, e);
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
