package org.eqprop4j.data.files;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where data sets are looked for on this machine.
 *
 * @param given the directory the user named; if there, no other place counts
 * @param environment the directory in {@code EQPROP4J_DATA}; if there, no later place counts
 * @param cache the user's cache, one subdirectory per data set; downloads go here
 * @param system data sets installed for all users, one subdirectory each
 */
public record DataPlaces(
    Optional<Path> given, Optional<Path> environment, Path cache, Path system) {
  /** The environment variable that names a directory with data sets. */
  public static final String VARIABLE = "EQPROP4J_DATA";

  /** The places of the user who runs this process; {@code given} may be empty. */
  public static DataPlaces ofUser(Optional<Path> given) {
    return of(
        given,
        System.getenv(),
        System.getProperty("os.name"),
        Path.of(System.getProperty("user.home")));
  }

  /**
   * The places that follow from an environment.
   *
   * <p>The cache is {@code eqprop4j} below {@code XDG_CACHE_HOME} if that is an absolute path (the
   * XDG Base Directory Specification has relative ones ignored), else below {@code ~/.cache}; on
   * Windows below {@code LOCALAPPDATA}.
   *
   * @param os the operating system's name as in the system property {@code os.name}
   */
  static DataPlaces of(
      Optional<Path> given, Map<String, String> environment, String os, Path home) {
    boolean windows = os.toLowerCase(Locale.ROOT).startsWith("windows");
    Path caches =
        windows
            ? directory(environment, "LOCALAPPDATA")
                .orElse(home.resolve("AppData").resolve("Local"))
            : directory(environment, "XDG_CACHE_HOME")
                .filter(Path::isAbsolute)
                .orElse(home.resolve(".cache"));
    return new DataPlaces(
        given,
        directory(environment, VARIABLE),
        caches.resolve("eqprop4j"),
        Path.of("/usr/share/datasets"));
  }

  private static Optional<Path> directory(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(v -> !v.isBlank()).map(Path::of);
  }
}
