package org.eqprop4j.analog.engine.ngspice;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.worker.IsolatedEngine;
import org.eqprop4j.analog.engine.worker.WorkerOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.HeadModel;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.WorkerProcesses;

/** What is tried in processes of its own. Prints what happened. */
final class NgspiceForks {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private NgspiceForks() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "null" -> nullPointersWhileLibrariesStart();
      case "failures" -> failures();
      case "stuck" -> stuck();
      case "missing" -> missing();
      case "lost" -> lost();
      case "locale" -> locale();
      case "endurance" -> endurance(new NgspiceEngine());
      case "isolated endurance" ->
          endurance(
              new IsolatedEngine(
                  new NgspiceEngine(),
                  new WorkerOptions(Duration.ofSeconds(30), Duration.ofMinutes(10), 20_000, 3)));
      default -> version();
    }
    System.out.println("end");
  }

  private static final class Box {
    int content = 1;
  }

  /** Other threads run into null pointers and safepoints all the time. */
  private static void nullPointersWhileLibrariesStart() throws Exception {
    AtomicLong caught = new AtomicLong();
    AtomicLong sum = new AtomicLong();
    for (int t = 0; t < 2; t++) {
      boolean collects = t == 0;
      Thread thread =
          new Thread(
              () -> {
                for (long i = 1; true; i++) {
                  Box box = i % 3 == 0 ? null : new Box();
                  try {
                    sum.addAndGet(box.content);
                  } catch (NullPointerException e) {
                    caught.incrementAndGet();
                  }
                  if (collects && i % 200_000 == 0) {
                    System.gc();
                  }
                }
              });
      thread.setDaemon(true);
      thread.start();
    }
    int samples = 8;
    Model head = HeadModel.of(2, 3, 2, 1);
    NgspiceEngine engine = new NgspiceEngine(NgspiceOptions.DEFAULT.withInstances(samples));
    OperatingPoints points = new OperatingPoints(head.circuit().nodeCount(), samples);
    try (CircuitSolver solver = engine.load(head.circuit(), SolverOptions.DEFAULT)) {
      solver.setParameters(head.parameters());
      solver.solve(new double[2 * samples], null, Phase.free(points));
    }
    points.requireConverged();
    long before = caught.get();
    while (caught.get() < before + 100_000) {
      Thread.sleep(1);
    }
    System.out.println("null pointers were exceptions");
  }

  private static void failures() {
    Map<String, List<String>> commands = new TreeMap<>();
    commands.put("unknown-device", List.of("alter r99=1"));
    commands.put("not-a-number", List.of("alter r1=NaN"));
    commands.put("infinite", List.of("alter r1=Infinity"));
    commands.put("unknown-command", List.of("frobnicate"));
    commands.put("quit", List.of("quit"));
    commands.put("missing-file", List.of("source /nonexistent/x.cir"));
    String[] good = {"t", "v1 a 0 1", "r1 a b 1k", "r2 b 0 1k", ".dc v1 0 1e9 1", ".end"};
    commands.forEach((name, lines) -> attempt(name, good, lines));
    attempt("undefined-parameter", "v1 a 0 {foo}");
    attempt("unknown-model", "d1 a 0 nomodel");
    attempt("garbage", "qwerty uiop");
    attempt("duplicate", "v1 a 0 1", "r1 a 0 1", "r1 a 0 1");
    attempt("voltage-loop", "v1 a 0 1", "v2 a 0 2");
    attempt("no-voltage", deckWith("r1 n1 0 1.0"), List.of());
  }

  private static void attempt(String name, String... lines) {
    String[] circuit = new String[lines.length + 3];
    circuit[0] = name;
    System.arraycopy(lines, 0, circuit, 1, lines.length);
    circuit[lines.length + 1] = ".dc v1 0 1e9 1";
    circuit[lines.length + 2] = ".end";
    attempt(name, circuit, List.of());
  }

  private static String[] deckWith(String line) {
    Deck deck = new Deck();
    deck.line(line);
    return deck.text(new double[0], List.of("n9"), 100);
  }

  private static void attempt(String name, String[] circuit, List<String> commands) {
    NgspiceInstance instance =
        NgspiceInstance.start(LibrarySearch.ofThisProcess().find().orElseThrow(), LIMIT);
    String outcome = "nothing";
    try {
      instance.run(
          LIMIT,
          () -> {
            instance.circuit(circuit);
            long before = instance.points();
            instance.command("step 1");
            if (instance.points() != before + 1) {
              throw new NgspiceException("no point: " + instance.said());
            }
            for (String command : commands) {
              instance.commandWithoutError(command);
            }
            return null;
          });
    } catch (NgspiceException e) {
      outcome = e.getMessage().replaceAll("\\s+", " ");
    }
    System.out.println(name + ": " + (instance.dead() ? "dead: " : "alive: ") + outcome);
  }

  /** Reading a large netlist takes far longer than the limit. */
  private static void stuck() {
    Model head = HeadModel.fashion(1);
    Circuit circuit = head.circuit();
    OperatingPoints points = new OperatingPoints(circuit.nodeCount(), 6);
    NgspiceOptions options = new NgspiceOptions(false, 1, Duration.ofMillis(1));
    try (CircuitSolver solver = new NgspiceEngine(options).load(circuit, SolverOptions.DEFAULT)) {
      solver.setParameters(head.parameters());
      solver.solve(new double[128 * 6], null, Phase.free(points));
    }
    for (int s = 0; s < points.samples(); s++) {
      System.out.println(points.status(s) + " " + points.voltage(300, s) + " " + points.detail(s));
    }
    OperatingPoints later = new OperatingPoints(circuit.nodeCount(), 2);
    try (CircuitSolver solver = Engines.named("ngspice").load(circuit, SolverOptions.DEFAULT)) {
      solver.setParameters(head.parameters());
      solver.solve(new double[128 * 2], null, Phase.free(later));
    }
    later.requireConverged();
    System.out.println("others work");
  }

  /** The first instance ends itself at its first point. */
  private static void lost() {
    Path file = LibrarySearch.ofThisProcess().find().orElseThrow();
    NgspiceInstance instance = NgspiceInstance.start(file, LIMIT);
    instance.run(
        LIMIT,
        () -> {
          instance.commandWithoutError("alias step quit");
          return null;
        });
    InstancePool.giveBack(file, instance);
    Model head = HeadModel.of(2, 3, 2, 1);
    OperatingPoints points = new OperatingPoints(head.circuit().nodeCount(), 4);
    NgspiceEngine engine = new NgspiceEngine(NgspiceOptions.DEFAULT.withInstances(1));
    try (CircuitSolver solver = engine.load(head.circuit(), SolverOptions.DEFAULT)) {
      solver.setParameters(head.parameters());
      solver.solve(new double[] {1, 1, 1, 1, 0, 0, 0, 0}, null, Phase.free(points));
    }
    for (int s = 0; s < 4; s++) {
      System.out.println(
          points.status(s) + " " + points.voltage(9, s) + " " + points.detail(s).lines().count());
    }
    System.out.println(points.detail(0).lines().toList());
  }

  /** 100,000 operating points, all parameters new after every ten. */
  private static void endurance(Engine engine) throws Exception {
    Model head = HeadModel.of(4, 12, 3, 1);
    Circuit circuit = head.circuit();
    SplittableRandom random = new SplittableRandom(1);
    OperatingPoints points = new OperatingPoints(circuit.nodeCount(), 10);
    double[] p = head.parameters().clone();
    try (CircuitSolver solver = engine.load(circuit, SolverOptions.DEFAULT)) {
      for (int update = 1; update <= 10_000; update++) {
        for (int i = 0; i < p.length; i++) {
          p[i] = head.parameters()[i] * random.nextDouble(0.5, 2);
        }
        solver.setParameters(p);
        solver.solve(RandomCircuit.uniform(random, 40, 2), null, Phase.free(points));
        points.requireConverged();
        if (update % 1000 == 0) {
          long pages = residentPages("self");
          for (ProcessHandle worker : WorkerProcesses.now()) {
            pages += residentPages(Long.toString(worker.pid()));
          }
          System.out.println("resident MB " + pages * 4096 / 1_000_000);
        }
      }
    }
  }

  private static long residentPages(String process) throws IOException {
    return Long.parseLong(Files.readString(Path.of("/proc", process, "statm")).split(" ", 0)[1]);
  }

  /** Prints the decimal point before and after ngspice is loaded, and what ngspice makes of it. */
  private static void locale() {
    System.out.println("decimal " + decimalPoint());
    NgspiceInstance instance =
        NgspiceInstance.start(LibrarySearch.ofThisProcess().find().orElseThrow(), LIMIT);
    System.out.println("decimal " + decimalPoint());
    Deck deck = new Deck();
    deck.line(".param half={1.5/3.0}");
    deck.line("r1 n1 n2 {half*1.5}");
    int source = deck.device("v1", "n1 0");
    int resistor = deck.device("r2", "n2 0");
    double[] values = new double[2];
    values[source] = 1.5;
    values[resistor] = 0.75;
    double[] volts = new double[1];
    instance.run(
        LIMIT,
        () -> {
          PausedSweep sweep = new PausedSweep(instance, deck, values.clone(), List.of("n2"), 100);
          sweep.step(volts);
          System.out.println("volts " + volts[0]);
          values[source] = 2.5;
          sweep.alter(values);
          sweep.step(volts);
          System.out.println("volts " + volts[0]);
          return null;
        });
  }

  /** The C library's: the first member of what {@code localeconv} returns. */
  private static String decimalPoint() {
    return NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
        .getFunction("localeconv")
        .invokePointer(new Object[] {})
        .getPointer(0)
        .getString(0);
  }

  /** For a process in whose environment the library is named wrongly. */
  private static void missing() {
    for (String name : List.of("ngspice", "abacus")) {
      try {
        Engines.named(name);
        System.out.println("found");
      } catch (IllegalArgumentException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static void version() {
    System.out.println("version " + Engines.named("ngspice").version());
  }
}
