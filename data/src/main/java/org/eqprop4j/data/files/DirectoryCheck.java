package org.eqprop4j.data.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a directory has of a data set.
 *
 * @param sound the files whose content is as published, by published name
 * @param missing published names of the files that are not there
 * @param corrupt one sentence for each file that is there with other content
 */
record DirectoryCheck(
    Path directory, Map<String, Path> sound, List<String> missing, List<String> corrupt) {

  static DirectoryCheck of(Path directory, PublishedDataSet dataSet) {
    Map<String, Path> sound = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    List<String> corrupt = new ArrayList<>();
    for (PublishedFile file : dataSet.files()) {
      List<String> faults = new ArrayList<>();
      for (Path candidate : candidates(directory, file)) {
        String fault = fault(candidate, file);
        if (fault.isEmpty()) {
          sound.putIfAbsent(file.name(), candidate);
        } else {
          faults.add(candidate + " is corrupt: " + fault);
        }
      }
      if (!sound.containsKey(file.name())) {
        corrupt.addAll(faults);
        if (faults.isEmpty()) {
          missing.add(file.name());
        }
      }
    }
    return new DirectoryCheck(directory, sound, missing, corrupt);
  }

  private static List<Path> candidates(Path directory, PublishedFile file) {
    return List.of(directory.resolve(file.name()), directory.resolve(file.name() + ".gz")).stream()
        .filter(Files::exists)
        .toList();
  }

  /** How the content differs from the published one; empty if it does not. */
  static String fault(Path path, PublishedFile file) {
    String expected = "expected content with SHA-256 " + file.sha256();
    try {
      String found = FileContent.sha256(path);
      return found.equals(file.sha256()) ? "" : expected + ", found " + found;
    } catch (IOException e) {
      return expected + ", but " + FileContent.problem(e);
    }
  }

  boolean complete() {
    return missing.isEmpty() && corrupt.isEmpty();
  }

  /** Whether not one of the files is there, sound or corrupt. */
  boolean empty() {
    return sound.isEmpty() && corrupt.isEmpty();
  }

  ResolvedFiles resolved() {
    return new ResolvedFiles(directory, sound);
  }

  /** Why the directory does not serve, in one line that names each file concerned. */
  String problem() {
    if (!Files.isDirectory(directory)) {
      return "no such directory";
    }
    List<String> problems = new ArrayList<>(corrupt);
    if (!missing.isEmpty()) {
      problems.add("expected " + String.join(", ", missing) + " (plain or .gz), found none");
    }
    return String.join("; ", problems);
  }
}
