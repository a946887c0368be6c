package org.eqprop4j.data.files;

import java.nio.file.Path;
import java.util.Map;

/**
 * The files of a data set on this machine, their content verified.
 *
 * @param directory where they are
 * @param files from each file's published name to its path, whose name may end in {@code .gz}
 */
public record ResolvedFiles(Path directory, Map<String, Path> files) {
  public ResolvedFiles {
    files = Map.copyOf(files);
  }

  /**
   * The path of one file.
   *
   * @param name its published name, without {@code .gz}
   * @throws IllegalArgumentException if the data set has no such file
   */
  public Path file(String name) {
    Path path = files.get(name);
    if (path == null) {
      throw new IllegalArgumentException("no file " + name + ", there are " + files.keySet());
    }
    return path;
  }
}
