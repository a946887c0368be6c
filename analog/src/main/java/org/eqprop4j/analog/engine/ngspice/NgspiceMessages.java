package org.eqprop4j.analog.engine.ngspice;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the lines mean that ngspice sends. */
final class NgspiceMessages {
  /** The oldest version that is driven. */
  private static final int OLDEST = 36;

  private static final Pattern FAILURE =
      Pattern.compile("(?i)error|fatal|not parsed|aborted|singular|no such");

  private static final Pattern VERSION = Pattern.compile("ngspice-(([0-9]+)[0-9A-Za-z.+]*)");

  private NgspiceMessages() {}

  /** Whether a line is a complaint. */
  static boolean complain(List<String> lines) {
    return lines.stream().anyMatch(line -> FAILURE.matcher(line).find());
  }

  /**
   * The version in the answer to {@code version -f}, such as {@code 39} or {@code 45.2}.
   *
   * @throws NgspiceException if there is none, or it is too old
   */
  static String version(String said) {
    Matcher version = VERSION.matcher(said);
    if (!version.find()) {
      throw new NgspiceException("ngspice reports no version: " + said);
    }
    if (Integer.parseInt(version.group(2)) < OLDEST) {
      throw new NgspiceException(
          "ngspice " + version.group(1) + " is too old, expected " + OLDEST + " or newer");
    }
    return version.group(1);
  }
}
