package org.eqprop4j.experiments.progress;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * While it is open, log messages go to the run's log file, and warnings to the progress display
 * instead of straight through its bar.
 */
public final class RunLog implements AutoCloseable {
  private final Logger root;
  private final List<Appender<ILoggingEvent>> before = new ArrayList<>();
  private final List<Appender<ILoggingEvent>> during = new ArrayList<>();

  private RunLog(Logger root) {
    this.root = root;
  }

  /** Sends the log to a file, which is appended to, and warnings to {@code warnings} too. */
  public static RunLog open(Path file, Consumer<String> warnings) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    RunLog log = new RunLog(context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
    for (Iterator<Appender<ILoggingEvent>> i = log.root.iteratorForAppenders(); i.hasNext(); ) {
      log.before.add(i.next());
    }
    log.before.forEach(log.root::detachAppender);
    log.add(context, fileAppender(context, file));
    log.add(context, warningAppender(warnings));
    return log;
  }

  private void add(LoggerContext context, Appender<ILoggingEvent> appender) {
    appender.setContext(context);
    appender.start();
    root.addAppender(appender);
    during.add(appender);
  }

  private static Appender<ILoggingEvent> fileAppender(LoggerContext context, Path file) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{yyyy-MM-dd HH:mm:ss} %-5level %logger{30} - %msg%n");
    encoder.start();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    return appender;
  }

  private static Appender<ILoggingEvent> warningAppender(Consumer<String> warnings) {
    ThresholdFilter fromWarning = new ThresholdFilter();
    fromWarning.setLevel(Level.WARN.levelStr);
    fromWarning.start();
    Appender<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            warnings.accept("warning: " + event.getFormattedMessage());
          }
        };
    appender.addFilter(fromWarning);
    return appender;
  }

  @Override
  public void close() {
    for (Appender<ILoggingEvent> appender : during) {
      root.detachAppender(appender);
      appender.stop();
    }
    before.forEach(root::addAppender);
  }
}
