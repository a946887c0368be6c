package org.eqprop4j.experiments.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine and the Java that a run had.
 *
 * @param processor the processor's model
 * @param processors processors available to this process
 * @param memoryBytes main memory
 * @param heapBytes largest heap of this process
 * @param os name, version and architecture of the operating system
 * @param java vendor and version of the virtual machine
 */
public record Machine(
    String processor, int processors, long memoryBytes, long heapBytes, String os, String java) {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  /** The machine this runs on. */
  public static Machine current() {
    Runtime runtime = Runtime.getRuntime();
    return new Machine(
        processorModel(CPUINFO),
        runtime.availableProcessors(),
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
            .getTotalMemorySize(),
        runtime.maxMemory(),
        properties("os.name", "os.version", "os.arch"),
        properties("java.vm.name", "java.vendor", "java.vm.version"));
  }

  /** The model that Linux names, or the architecture where there is no such file or line. */
  static String processorModel(Path cpuinfo) {
    try (Stream<String> lines = Files.lines(cpuinfo)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElseGet(() -> System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  private static String properties(String... names) {
    return String.join(" ", Stream.of(names).map(System::getProperty).toList());
  }
}
