package org.eqprop4j.experiments.cli;

import java.io.PrintWriter;
import java.util.List;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.progress.Progress;
import org.eqprop4j.experiments.progress.RunLog;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.report.HeadlineTable;
import org.eqprop4j.experiments.report.RunReport;
import org.eqprop4j.experiments.report.Summary;
import org.eqprop4j.experiments.run.Interruption;
import org.eqprop4j.experiments.run.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;

/**
 * One process at work on one run: sets up display, log and provenance around the experiment, and
 * leaves summary and report.
 */
final class RunSession<C extends Record> {
  /** System property, set by the launcher: whether standard error is a terminal. */
  private static final String TERMINAL_PROPERTY = "eqprop4j.terminal";

  private final Experiment<C> experiment;
  private final RunDirectory run;
  private final PrintWriter out;
  private final List<String> arguments;

  RunSession(Experiment<C> experiment, RunDirectory run, PrintWriter out, ParseResult parsed) {
    this.experiment = experiment;
    this.run = run;
    this.out = out;
    this.arguments = parsed.originalArgs();
  }

  @SuppressWarnings("try") // Log and interruption act by being open.
  int run(C config) throws RunFailedException {
    Progress progress = Progress.on(System.err, Boolean.getBoolean(TERMINAL_PROPERTY));
    try (progress;
        RunLog log = RunLog.open(run.log(), progress::say);
        Interruption interruption = Interruption.onEnd(() -> farewell(progress))) {
      Logger logger = LoggerFactory.getLogger(RunSession.class);
      logger.info("eqprop {}", String.join(" ", arguments));
      try {
        work(config, progress);
        return ExitCode.OK;
      } catch (Exception | OutOfMemoryError | LinkageError e) {
        logger.info("the run failed", e); // The user sees it as the error line.
        throw e;
      }
    } catch (Exception | OutOfMemoryError | LinkageError e) {
      throw new RunFailedException(
          " (log: " + run.log() + "; to continue: " + resumeCommand() + ")", e);
    }
  }

  private void work(C config, Progress progress) throws Exception {
    progress.say("run directory: " + run.path());
    run.provenance().started(arguments);
    List<Headline> headlines = experiment.run(config, new ExperimentContext(run, progress));
    run.provenance().finished();
    new Summary(experiment.name(), headlines).write(run.summary());
    RunReport.write(run, experiment.draw(config, run));
    progress.close();
    out.println();
    out.print(HeadlineTable.text(headlines, "paper"));
    out.println();
    out.println("report: " + run.report());
    out.flush();
  }

  private void farewell(Progress progress) {
    progress.close();
    System.err.println(
        "eqprop: stopped; finished epochs are saved, to continue: " + resumeCommand());
    System.err.flush();
  }

  private String resumeCommand() {
    return "eqprop run " + experiment.name() + " --resume " + quoted(run.path().toString());
  }

  private static String quoted(String path) {
    return path.matches("[A-Za-z0-9_./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}
