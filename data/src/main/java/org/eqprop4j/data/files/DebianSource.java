package org.eqprop4j.data.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eqprop4j.data.files.Commands.Outcome;

/**
 * A Debian package that holds the files, downloaded with {@code apt-get} and unpacked with {@code
 * dpkg-deb} without being installed, so that no root rights are needed.
 */
final class DebianSource implements Source {
  private final String packageName;
  private final Commands commands;

  DebianSource(String packageName, Commands commands) {
    this.packageName = packageName;
    this.commands = commands;
  }

  @Override
  public String name() {
    return "Debian package " + packageName;
  }

  @Override
  public void fetch(List<PublishedFile> wanted, Cache cache) throws IOException {
    for (String tool : List.of("apt-get", "dpkg-deb")) {
      if (!commands.available(tool)) {
        throw new IOException("expected the command " + tool + ", found none");
      }
    }
    Files.createDirectories(cache.directory());
    // Inside the cache, so that the files can be moved to their place atomically.
    Path work = Files.createTempDirectory(cache.directory(), "debian-");
    try {
      downloadPackage(work);
      Path archive = only(work, path -> path.toString().endsWith(".deb"), "a .deb file");
      Path content = Files.createDirectory(work.resolve("content"));
      require(commands.run(work, "dpkg-deb", "-x", archive.toString(), content.toString()));
      for (PublishedFile file : wanted) {
        List<String> names = List.of(file.name(), file.name() + ".gz");
        cache.adopt(
            only(content, path -> names.contains(path.getFileName().toString()), file.name()),
            file);
      }
    } finally {
      delete(work);
    }
  }

  private void downloadPackage(Path work) throws IOException {
    Outcome download = commands.run(work, "apt-get", "download", packageName);
    if (lacksPackageLists(download) && isRoot(work)) {
      require(commands.run(work, "apt-get", "update"));
      download = commands.run(work, "apt-get", "download", packageName);
    }
    require(download);
  }

  private static boolean lacksPackageLists(Outcome download) {
    return download.exitCode() != 0
        && (download.output().contains("Unable to locate package")
            || download.output().contains("No packages found")
            || download.output().contains("no candidate"));
  }

  private boolean isRoot(Path work) throws IOException {
    return commands.available("id") && commands.run(work, "id", "-u").output().strip().equals("0");
  }

  private static void require(Outcome outcome) throws IOException {
    if (outcome.exitCode() != 0) {
      throw new IOException(outcome.output().strip().lines().reduce((a, b) -> b).orElse("failed"));
    }
  }

  private static Path only(Path directory, Predicate<Path> wanted, String what) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(wanted)
          .findFirst()
          .orElseThrow(() -> new IOException("expected " + what + " in the package, found none"));
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> paths;
    try (Stream<Path> found = Files.walk(directory)) {
      paths = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
