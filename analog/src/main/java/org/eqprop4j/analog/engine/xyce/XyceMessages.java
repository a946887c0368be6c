package org.eqprop4j.analog.engine.xyce;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What matters in the text that Xyce prints. Its errors are on stdout, among statistics; stderr
 * repeats that there were some, or holds the reason why a step failed, or nothing.
 */
final class XyceMessages {
  private static final int MOST = 20;
  private static final int LAST_LINES = 8;

  private static final Pattern VERSION = Pattern.compile("Xyce Release (\\S+)");
  private static final Pattern FAILED_STEP = Pattern.compile("(?m)^\\s*DC Step # (\\d+)\\s*$");
  private static final Pattern MESSAGE =
      Pattern.compile("^[A-Za-z ]*?\\b(error|warning|fatal)\\b.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern AGAIN_THAT_IT_FAILED =
      Pattern.compile("^\\s*(Simulation aborted due to error.*|errors|\\*\\*\\* Xyce Abort.*)$");

  private XyceMessages() {}

  /** The version in a welcome or in the answer to {@code -v}, such as {@code 7.10.0-opensource}. */
  static Optional<String> version(String printed) {
    Matcher matcher = VERSION.matcher(printed);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The steps of the sweep that failed, counted from 1. */
  static Set<Integer> failedSteps(String stdout) {
    Set<Integer> steps = new TreeSet<>();
    FAILED_STEP
        .matcher(stdout)
        .results()
        .map((MatchResult step) -> Integer.valueOf(step.group(1)))
        .forEach(steps::add);
    return steps;
  }

  /**
   * Errors, each once and with the lines that belong to it, then what stderr adds, then warnings;
   * the last lines of all if there are none of these.
   */
  static String relevant(String stdout, String stderr) {
    Set<String> messages = new LinkedHashSet<>();
    Set<String> warnings = new LinkedHashSet<>();
    List<String> lines = stdout.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher matcher = MESSAGE.matcher(line);
      if (matcher.matches() && !AGAIN_THAT_IT_FAILED.matcher(line).matches()) {
        StringBuilder message = new StringBuilder(line.strip());
        while (i + 1 < lines.size() && lines.get(i + 1).matches(" \\S.*")) {
          message.append(' ').append(lines.get(++i).strip());
        }
        boolean warning = "warning".equalsIgnoreCase(matcher.group(1));
        (warning ? warnings : messages).add(message.toString());
      }
    }
    stderr
        .lines()
        .filter(line -> !line.isBlank() && !AGAIN_THAT_IT_FAILED.matcher(line).matches())
        .map(String::strip)
        .forEach(messages::add);
    // A circuit may well have more warnings than are kept.
    messages.addAll(warnings);
    return messages.isEmpty() ? end(stdout, stderr) : shortened(List.copyOf(messages));
  }

  private static String shortened(List<String> messages) {
    List<String> kept = new ArrayList<>(messages.subList(0, Math.min(MOST, messages.size())));
    if (messages.size() > MOST) {
      kept.add("and " + (messages.size() - MOST) + " more");
    }
    return String.join("\n", kept);
  }

  private static String end(String stdout, String stderr) {
    List<String> all = (stdout + "\n" + stderr).lines().filter(line -> !line.isBlank()).toList();
    return all.isEmpty()
        ? "it printed nothing"
        : String.join("\n", all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
  }
}
