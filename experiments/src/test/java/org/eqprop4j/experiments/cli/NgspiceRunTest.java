package org.eqprop4j.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eqprop4j.analog.engine.Engines;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small run on ngspice, measured again on the built-in engine and by the stock program. */
class NgspiceRunTest {
  private static final int SAMPLES = 20;

  @TempDir static Path dir;

  private static Path run;

  @BeforeAll
  static void trainOnNgspice() {
    assumeThat(Path.of("/usr/share/datasets/fashion-mnist")).as("Fashion-MNIST").exists();
    assumeThat(Engines.all())
        .as("the library of ngspice")
        .anyMatch(e -> e.name().equals("ngspice") && e.missing().isEmpty());
    run = dir.resolve("run");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", "mixed-signal", "--engine", "ngspice", "--out", "" + run));
    arguments.addAll(List.of("--isolate", "always"));
    for (String assignment :
        List.of(
            "data.trainImages=1000",
            "data.testImages=100",
            "cnn.epochs=1",
            "circuit.hidden=10",
            "rounds=0")) {
      arguments.addAll(List.of("--set", assignment));
    }
    eqprop(arguments.toArray(new String[0]));
  }

  private static String eqprop(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Eqprop.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    assertThat(code).as("%s", err).isZero();
    return out.toString();
  }

  @Test
  void provenanceNamesTheEngineOfEachStart() {
    eqprop("run", "mixed-signal", "--resume", run.toString(), "--engine", "builtin");
    assertThat(run.resolve("provenance.json"))
        .content()
        .containsPattern(
            "\"engine\" : \\{\\s+\"name\" : \"ngspice\",\\s+\"version\" : \"\\d+.*\",\\s+\"isolated\" : true")
        .containsPattern("(?s)\"ngspice\".*\"--resume\".*\"name\" : \"builtin\"");
    assertThat(run.resolve("config.yaml"))
        .content()
        .contains("engine: ngspice", "isolation: always");
  }

  @Test
  void bothEnginesMeasureTheSameAccuracy() {
    assertThat(eqprop("evaluate", run.toString())).contains("+0.00 %");
    assertThat(eqprop("evaluate", run.toString(), "--engine", "builtin")).contains("+0.00 %");
  }

  @Test
  void moreSamplesThanTheRunHasAreRefused() {
    StringWriter err = new StringWriter();
    PrintWriter out = new PrintWriter(new StringWriter());

    int code =
        Eqprop.execute(out, new PrintWriter(err, true), "netlist", "" + run, "--samples", "101");
    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("eqprop: --samples 101: expected at most the 100 test samples")
        .hasLineCount(1);
  }

  @Test
  void exportedCircuitClassifiesAlikeInTheStockProgram() throws Exception {
    assumeThat(System.getenv("PATH").split(File.pathSeparator, 0))
        .as("the program ngspice")
        .anyMatch(place -> Files.isExecutable(Path.of(place, "ngspice")));
    assertClassifiedAlike(run);
  }

  @Test
  void circuitOfAJointRunClassifiesAlikeInTheStockProgram() throws Exception {
    assumeThat(System.getenv("PATH").split(File.pathSeparator, 0))
        .as("the program ngspice")
        .anyMatch(place -> Files.isExecutable(Path.of(place, "ngspice")));
    Path joint = dir.resolve("joint");
    List<String> arguments = new ArrayList<>(List.of("run", "mixed-signal", "--out", "" + joint));
    for (String assignment :
        List.of(
            "training=joint",
            "data.trainImages=1000",
            "data.testImages=100",
            "joint.epochs=1",
            "circuit.hidden=10")) {
      arguments.addAll(List.of("--set", assignment));
    }
    eqprop(arguments.toArray(new String[0]));
    assertClassifiedAlike(joint);
  }

  private static void assertClassifiedAlike(Path ofRun) throws Exception {
    Path netlist = ofRun.resolveSibling(ofRun.getFileName() + ".cir");
    String said = eqprop("netlist", "" + ofRun, "--samples", "" + SAMPLES, "--out", "" + netlist);
    assertThat(said).contains("netlist: " + netlist);

    String text = Files.readString(netlist);
    int[] expected =
        matches("(?m)^\\* sample \\d+: built-in engine finds class (\\d+) \\(", text).stream()
            .mapToInt(match -> Integer.parseInt(match.group(1)))
            .toArray();
    assertThat(expected).hasSize(SAMPLES);
    assertThat(Arrays.stream(expected).distinct().count()).isGreaterThan(2);
    assertThat(classes(text, runStock(netlist))).isEqualTo(expected);
  }

  /** The class of each sample, read from the voltages as the netlist's head says. */
  private static int[] classes(String text, Map<String, double[]> volts) {
    int[] classes = new int[SAMPLES];
    double[] best = new double[SAMPLES];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    for (MatchResult output :
        matches("(?m)^\\* class (\\d+) \\(.*\\): (v\\(\\S+\\)) - (v\\(\\S+\\))$", text)) {
      double[] plus = volts.get(output.group(2));
      double[] minus = volts.get(output.group(3));
      for (int s = 0; s < SAMPLES; s++) {
        if (plus[s] - minus[s] > best[s]) {
          best[s] = plus[s] - minus[s];
          classes[s] = Integer.parseInt(output.group(1));
        }
      }
    }
    return classes;
  }

  private static List<MatchResult> matches(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().toList();
  }

  /** Every vector that the program writes, a value for each sample. */
  private static Map<String, double[]> runStock(Path netlist)
      throws IOException, InterruptedException {
    Path raw = netlist.resolveSibling("head.raw");
    ProcessBuilder builder =
        new ProcessBuilder("ngspice", "-b", "-r", raw.toString(), netlist.toString())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("ngspice.log").toFile());
    builder.environment().put("SPICE_ASCIIRAWFILE", "1");
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();

    String text = Files.readString(raw);
    int split = text.indexOf("\nValues:\n");
    List<String> names =
        matches("(?m)^\t\\d+\t(\\S+)\t", text.substring(0, split)).stream()
            .map(match -> match.group(1))
            .toList();
    // A point is its number and then its values, all apart by white space.
    String[] words = text.substring(split + "\nValues:\n".length()).strip().split("\\s+", 0);
    assertThat(words).hasSize(SAMPLES * (names.size() + 1));
    Map<String, double[]> vectors = new HashMap<>();
    for (int v = 0; v < names.size(); v++) {
      double[] values = new double[SAMPLES];
      for (int s = 0; s < SAMPLES; s++) {
        values[s] = Double.parseDouble(words[s * (names.size() + 1) + 1 + v]);
      }
      vectors.put(names.get(v), values);
    }
    return vectors;
  }
}
