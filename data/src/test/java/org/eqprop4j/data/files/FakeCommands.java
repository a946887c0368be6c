package org.eqprop4j.data.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Commands that do what a test says. Unless it says so, there are none. */
final class FakeCommands implements Commands {
  /** What a command does. */
  @FunctionalInterface
  interface Action {
    Outcome run(Path directory, List<String> arguments) throws IOException;
  }

  private final Map<String, Action> actions = new LinkedHashMap<>();
  private final List<String> runs = new ArrayList<>();

  FakeCommands with(String name, Action action) {
    actions.put(name, action);
    return this;
  }

  /** What was run, each with its first argument. */
  List<String> runs() {
    return runs;
  }

  @Override
  public boolean available(String name) {
    return actions.containsKey(name);
  }

  @Override
  public Outcome run(Path directory, String... command) throws IOException {
    List<String> words = List.of(command);
    runs.add(words.get(0) + " " + words.get(1));
    return actions.get(words.get(0)).run(directory, words.subList(1, words.size()));
  }
}
