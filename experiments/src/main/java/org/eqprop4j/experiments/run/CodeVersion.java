package org.eqprop4j.experiments.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Which code ran.
 *
 * @param version the project's version
 * @param commit the commit of the working tree that the code was built in, or "unknown"
 * @param dirty whether that tree differs from its commit, or null if not known
 */
public record CodeVersion(String version, String commit, Boolean dirty) {
  /** System property with the project's top directory; the launcher sets it. */
  public static final String HOME_PROPERTY = "eqprop4j.home";

  private static final long GIT_SECONDS = 10;

  /** The version of the code that is running. Asks git, so it takes some milliseconds. */
  public static CodeVersion current() {
    String home = System.getProperty(HOME_PROPERTY);
    return in(home == null ? null : Path.of(home));
  }

  /** The project's version alone, without asking git. */
  public static String projectVersion() {
    Properties properties = new Properties();
    try (InputStream in = CodeVersion.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  /** The version, with the commit of the repository in the directory (null: there is none). */
  static CodeVersion in(Path home) {
    Optional<String> commit = git(home, "rev-parse", "HEAD");
    Optional<String> changes = git(home, "status", "--porcelain");
    return new CodeVersion(
        projectVersion(),
        commit.orElse("unknown"),
        changes.map(status -> !status.isEmpty()).orElse(null));
  }

  private static Optional<String> git(Path home, String... arguments) {
    if (home == null) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>(List.of("git", "-C", home.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean ended = process.waitFor(GIT_SECONDS, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0 ? Optional.of(output) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // No git on this machine.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
