package org.eqprop4j.experiments.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.function.BooleanSupplier;
import org.eqprop4j.analog.engine.EngineException;
import org.eqprop4j.analog.engine.SolveException;
import org.eqprop4j.data.DataException;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.run.RunDirectoryException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns exceptions into one line for the user and an exit code. */
final class ErrorHandler implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final BooleanSupplier stacktrace;

  ErrorHandler(BooleanSupplier stacktrace) {
    this.stacktrace = stacktrace;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    print(
        command.getErr(),
        oneLine(e.getMessage()) + " (see " + command.getCommandSpec().qualifiedName() + " --help)",
        e);
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    return report(command.getErr(), e);
  }

  /** Prints the line and says what the process should end with. */
  int report(PrintWriter err, Throwable e) {
    print(err, message(e), e);
    boolean misuse = e instanceof ConfigException || e instanceof RunDirectoryException;
    return misuse ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }

  private void print(PrintWriter err, String line, Throwable e) {
    err.println("eqprop: " + line);
    if (stacktrace.getAsBoolean()) {
      e.printStackTrace(err);
    }
  }

  /** What went wrong in one line. */
  static String message(Throwable e) {
    if (e instanceof RunFailedException) {
      return message(e.getCause()) + e.getMessage();
    }
    if (e.getMessage() == null || isBare(e)) {
      return oneLine(e.toString());
    }
    return oneLine(e.getMessage());
  }

  /**
   * Whether the message alone, often just a file's name or a number, does not say what is wrong.
   */
  private static boolean isBare(Throwable e) {
    return e instanceof FileSystemException
        || e instanceof Error
        || (e instanceof RuntimeException
            && !(e instanceof IllegalArgumentException
                || e instanceof IllegalStateException
                || e instanceof ConfigException
                || e instanceof DataException
                || e instanceof EngineException
                || e instanceof SolveException))
        || (e instanceof IOException && e.getMessage().isBlank());
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
