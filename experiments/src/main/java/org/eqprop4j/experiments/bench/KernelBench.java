package org.eqprop4j.experiments.bench;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eqprop4j.analog.kernel.Kernels;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link KernelBenchmark} with JMH, each kernel in a process of its own. */
public final class KernelBench {
  private static final int ITERATIONS = 3;

  /** What a polynomial of the exponential's order takes, the reduction of its argument included. */
  static final int PER_EXPONENTIAL = 16;

  /**
   * Measures all kernels: those on the Vector API if they are in use here, and the plain loops.
   *
   * @param seconds how long to warm up and then to measure each
   * @throws IllegalStateException if JMH cannot run them; the message is its own
   */
  public List<KernelResult> run(double seconds) {
    int vectorLength = Kernels.active().vectorLength();
    Map<String, Map<String, Double>> times = new LinkedHashMap<>();
    if (vectorLength > 1) {
      times.put("vector", nanoseconds("vector", seconds));
    }
    times.put("loops", nanoseconds("loops", seconds));
    double peak = 0;
    List<KernelResult> results = new ArrayList<>();
    for (String kernels : times.keySet()) {
      Map<String, Double> work = multiplyAdds(kernels.equals("loops") ? 1 : vectorLength);
      peak = Math.max(peak, work.get("peak") / times.get(kernels).get("peak"));
      for (Map.Entry<String, Double> kernel : work.entrySet()) {
        double time = times.get(kernels).get(kernel.getKey());
        double rate = kernel.getValue() / time;
        results.add(
            new KernelResult(kernel.getKey(), kernels, time, kernel.getValue(), rate, rate / peak));
      }
    }
    return results;
  }

  /** What a call of each benchmark must compute, the peak first. */
  private static Map<String, Double> multiplyAdds(int vectorLength) {
    double lanes = KernelBenchmark.LANES;
    double n = KernelBenchmark.OTHERS;
    Map<String, Double> work = new LinkedHashMap<>();
    work.put("peak", (double) KernelBenchmark.ROUNDS * Kernels.SUMS * vectorLength);
    work.put("product", lanes * KernelBenchmark.ROWS * KernelBenchmark.COLUMNS);
    work.put("exponential", lanes * KernelBenchmark.COLUMNS * PER_EXPONENTIAL);
    work.put("factorisation", lanes * n * (n + 1) * (n - 1) / 6);
    work.put("solution", lanes * n * n);
    work.put("settling", lanes * KernelBenchmark.COLUMNS * 3);
    return work;
  }

  /** CPU time of a call of each benchmark by its name. */
  private static Map<String, Double> nanoseconds(String kernels, double seconds) {
    TimeValue iteration = TimeValue.microseconds((long) (1e6 * seconds / ITERATIONS));
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("^" + KernelBenchmark.class.getName() + "\\.")
        .forks(1)
        .warmupIterations(ITERATIONS)
        .warmupTime(iteration)
        .measurementIterations(ITERATIONS)
        .measurementTime(iteration)
        .jvmArgsAppend("-Deqprop4j.kernels=" + kernels)
        .addProfiler(WorkerCpuTime.class)
        .shouldFailOnError(true);
    Map<String, Double> times = new LinkedHashMap<>();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    OutputFormat format =
        OutputFormatFactory.createFormatInstance(
            new PrintStream(said, true, StandardCharsets.UTF_8), VerboseMode.SILENT);
    try {
      for (RunResult result : new Runner(options.build(), format).run()) {
        Result<?> cpu = result.getSecondaryResults().get(WorkerCpuTime.LABEL);
        times.put(result.getPrimaryResult().getLabel(), cpu.getScore());
      }
    } catch (RunnerException e) {
      throw new IllegalStateException(
          "JMH: " + e.getMessage() + System.lineSeparator() + said.toString(StandardCharsets.UTF_8),
          e);
    }
    return times;
  }
}
