package org.eqprop4j.experiments.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The machine and the Java that a run had.
 *
 * @param processor the processor's model
 * @param instructionSets its vector instructions, on which the last digits of results may depend;
 *     empty where the system does not tell
 * @param processors processors available to this process
 * @param memoryBytes main memory
 * @param heapBytes largest heap of this process
 * @param os name, version and architecture of the operating system
 * @param java vendor and version of the virtual machine
 */
public record Machine(
    String processor,
    List<String> instructionSets,
    int processors,
    long memoryBytes,
    long heapBytes,
    String os,
    String java) {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");
  private static final List<String> VECTOR_INSTRUCTIONS =
      List.of("sse4_2", "avx", "avx2", "fma", "avx512f", "asimd", "sve");

  /** The machine this runs on. */
  public static Machine current() {
    Runtime runtime = Runtime.getRuntime();
    return new Machine(
        processorModel(CPUINFO),
        instructionSets(CPUINFO),
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

  /** The vector instructions that Linux names, those of x86 and of ARM. */
  static List<String> instructionSets(Path cpuinfo) {
    try (Stream<String> lines = Files.lines(cpuinfo)) {
      List<String> flags =
          lines
              .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
              .map(line -> List.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+", 0)))
              .findFirst()
              .orElse(List.of());
      return VECTOR_INSTRUCTIONS.stream().filter(flags::contains).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String properties(String... names) {
    return String.join(" ", Stream.of(names).map(System::getProperty).toList());
  }
}
