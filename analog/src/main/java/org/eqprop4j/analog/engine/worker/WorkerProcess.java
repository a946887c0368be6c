package org.eqprop4j.analog.engine.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eqprop4j.analog.engine.NativeSimulator;

/**
 * This process's end of a worker. The worker has a directory of its own, for the wire and for
 * whatever a simulator leaves behind; it ends with the worker.
 */
final class WorkerProcess implements AutoCloseable {
  /** A Java process starts in a fraction of a second; a crowded machine takes longer. */
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private static final long END_SECONDS = 10;
  private static final int SIGNS_PER_SILENCE = 5;

  /** From here on Java warns of native code that nobody has allowed. */
  private static final int ASKS_FOR_NATIVE_ACCESS = 24;

  private final WorkerOptions options;
  private final Path directory;
  private final Process process;
  private final OutputTail output;
  private Wire wire;
  private volatile String killedBecause;

  private WorkerProcess(WorkerOptions options, Path directory) throws IOException {
    this.options = options;
    this.directory = directory;
    process = new ProcessBuilder(command()).redirectErrorStream(true).start();
    output = new OutputTail(process.getInputStream());
  }

  /** Something said to the worker. */
  interface Request {
    void write(Wire wire) throws IOException;
  }

  /** What is read of the worker's answer once it is done. */
  interface Answer<T> {
    T read(Wire wire) throws IOException;
  }

  /**
   * Starts a worker for a simulator.
   *
   * @throws WorkerLostException if there is none in the end; nothing is left of it then
   */
  static WorkerProcess start(NativeSimulator simulator, WorkerOptions options)
      throws WorkerLostException {
    Path directory = null;
    try {
      byte[] bytes = Wire.bytes(simulator);
      directory = Files.createTempDirectory("eqprop4j-worker");
      try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        server.bind(UnixDomainSocketAddress.of(socket(directory)));
        WorkerProcess worker = new WorkerProcess(options, directory);
        worker.connect(server);
        worker.tell(
            wire -> {
              wire.putByte(Message.SIMULATOR);
              wire.putBytes(bytes);
            });
        return worker;
      }
    } catch (IOException e) {
      if (directory != null) {
        remove(directory);
      }
      throw new WorkerLostException("cannot be started: " + e.getMessage(), e);
    }
  }

  /** Where the wire begins. */
  static Path socket(Path directory) {
    return directory.resolve("wire");
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= ASKS_FOR_NATIVE_ACCESS) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(
        List.of(
            // Small and quick to start; the work is the simulator's.
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + directory.resolve("crash.log"),
            "-Xmx" + Runtime.getRuntime().maxMemory(),
            "-Djava.io.tmpdir=" + directory,
            "-Djna.tmpdir=" + directory,
            "-cp",
            System.getProperty("java.class.path"),
            WorkerMain.class.getName(),
            directory.toString(),
            Long.toString(options.silence().toMillis() / SIGNS_PER_SILENCE)));
    return command;
  }

  @SuppressWarnings("try") // The watch acts by being open.
  private void connect(ServerSocketChannel server) throws WorkerLostException {
    // A worker that dies before it calls would be waited for for ever.
    CompletableFuture<Void> death = process.onExit().thenRun(() -> closeQuietly(server));
    try (Watch watch = new Watch(START_LIMIT, START_LIMIT, this::kill)) {
      wire = new Wire(server.accept());
    } catch (IOException e) {
      throw lost(e);
    } finally {
      death.cancel(false);
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is of no more use either way.
    }
  }

  private void kill(String reason) {
    killedBecause = reason;
    process.destroyForcibly();
  }

  /** Says something that has no answer but that it was done. */
  void tell(Request request) throws WorkerLostException {
    ask(request, answer -> null);
  }

  /**
   * Says something and waits for the answer.
   *
   * @throws WorkerLostException if none comes; nothing is left of the worker then
   * @throws RuntimeException the one that the simulator threw
   */
  <T> T ask(Request request, Answer<T> answer) throws WorkerLostException {
    RuntimeException failure;
    try (Watch watch = new Watch(options.silence(), options.stall(), this::kill)) {
      request.write(wire);
      wire.flush();
      int message = wire.getByte();
      while (message == Message.ALIVE) {
        watch.heard(wire.getLong());
        message = wire.getByte();
      }
      if (message == Message.DONE) {
        return answer.read(wire);
      }
      failure = wire.getObject(RuntimeException.class);
    } catch (IOException e) {
      throw lost(e);
    }
    throw failure;
  }

  /** Buries the worker and says what became of it. */
  private WorkerLostException lost(IOException cause) {
    String said = "";
    String end = killedBecause;
    boolean interrupted = Thread.interrupted();
    try {
      if (end == null && process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        end = "ended with exit code " + process.exitValue();
      } else if (end == null) {
        end = "broke the connection";
      }
      process.destroyForcibly().waitFor(END_SECONDS, TimeUnit.SECONDS);
      said = output.text();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    close();
    return new WorkerLostException(
        "worker process " + process.pid() + " " + end + ": " + said, cause);
  }

  /** The process. */
  long pid() {
    return process.pid();
  }

  /** Ends the worker. */
  @Override
  public void close() {
    if (wire != null) {
      closeQuietly(wire);
    }
    boolean interrupted = Thread.interrupted();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(END_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    remove(directory);
  }

  /** Removes a worker's directory with all files in it. */
  static void remove(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // Worker and parent both remove it, and the system empties the place in the end.
    }
  }
}
