package org.eqprop4j.analog.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a main class in a Java process of its own, for what might end the process. */
public final class ForkedJvm {
  private ForkedJvm() {}

  /**
   * How it went.
   *
   * @param exitCode of the process
   * @param lines of both outputs
   */
  public record Outcome(int exitCode, List<String> lines) {}

  /**
   * Runs the class with this test's class path.
   *
   * @param directory where it runs, and where a crash report would be left
   * @param options of the virtual machine beside those that a launcher needs
   */
  public static Outcome run(
      Path directory,
      Map<String, String> environment,
      List<String> options,
      Class<?> main,
      String... arguments)
      throws IOException, InterruptedException {
    List<String> command = command(options, main, arguments);
    Path output = directory.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // Java announces these on its standard error, which is part of what is tested.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      throw new IOException("the process hung: " + Files.readString(output));
    }
    return new Outcome(process.exitValue(), Files.readAllLines(output));
  }

  /** The command line, with further options of the virtual machine. */
  public static List<String> command(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-Xmx512m", "-XX:-CreateCoredumpOnCrash"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
