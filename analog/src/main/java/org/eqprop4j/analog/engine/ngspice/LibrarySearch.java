package org.eqprop4j.analog.engine.ngspice;

import com.sun.jna.Platform;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where the shared library of ngspice may be. */
class LibrarySearch {
  /** Environment variable that names the library or its directory, before all other places. */
  static final String VARIABLE = "EQPROP4J_NGSPICE";

  static final String HOW_TO_INSTALL =
      "install it (Debian, Ubuntu: apt install libngspice0; Fedora: dnf install libngspice; macOS:"
          + " brew install libngspice; Windows: the ngspice shared library from"
          + " ngspice.sourceforge.io) or set "
          + VARIABLE
          + " to the library file";

  private static final List<String> NAMES =
      switch (Platform.getOSType()) {
        case Platform.WINDOWS -> List.of("ngspice.dll", "libngspice-0.dll");
        case Platform.MAC -> List.of("libngspice.dylib", "libngspice.0.dylib");
        default -> List.of("libngspice.so.0", "libngspice.so");
      };

  private final UnaryOperator<String> environment;
  private final UnaryOperator<String> properties;

  LibrarySearch(UnaryOperator<String> environment, UnaryOperator<String> properties) {
    this.environment = environment;
    this.properties = properties;
  }

  static LibrarySearch ofThisProcess() {
    return new LibrarySearch(System::getenv, System::getProperty);
  }

  /**
   * The library, if there is one.
   *
   * @throws NgspiceException if the environment variable names something that is not there: what
   *     was asked for is never replaced by another find
   */
  Optional<Path> find() {
    String named = environment.apply(VARIABLE);
    if (named != null && !named.isBlank()) {
      return Optional.of(
          inPlace(named)
              .orElseThrow(
                  () ->
                      new NgspiceException(
                          VARIABLE
                              + " is '"
                              + named
                              + "', expected the shared library of ngspice or a directory with one"
                              + " of "
                              + NAMES)));
    }
    return places().stream().map(this::inPlace).flatMap(Optional::stream).findFirst();
  }

  private Optional<Path> inPlace(String place) {
    try {
      Path path = Path.of(place);
      if (Files.isRegularFile(path)) {
        return Optional.of(path);
      }
      return NAMES.stream().map(path::resolve).filter(Files::isRegularFile).findFirst();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private List<String> places() {
    List<String> places = new ArrayList<>();
    for (String property : List.of("jna.library.path", "java.library.path")) {
      split(properties.apply(property), places);
    }
    for (String variable : List.of("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PATH")) {
      if (!variable.equals("PATH") || Platform.isWindows()) {
        split(environment.apply(variable), places);
      }
    }
    places.addAll(usual());
    return places;
  }

  private static void split(String path, List<String> places) {
    if (path != null) {
      for (String place : path.split(File.pathSeparator, 0)) {
        if (!place.isBlank()) {
          places.add(place);
        }
      }
    }
  }

  private static List<String> usual() {
    if (Platform.isWindows()) {
      return List.of(
          "C:\\Spice64_dll\\dll-vs", "C:\\Spice64_dll\\dll-mingw", "C:\\Spice64\\bin", "C:\\Spice");
    }
    if (Platform.isMac()) {
      return List.of("/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib");
    }
    String debian =
        Map.of("x86-64", "x86_64-linux-gnu", "aarch64", "aarch64-linux-gnu")
            .getOrDefault(Platform.ARCH, Platform.ARCH + "-linux-gnu");
    return List.of(
        "/usr/lib/" + debian, "/usr/lib64", "/usr/lib", "/usr/local/lib64", "/usr/local/lib");
  }
}
