package org.eqprop4j.analog.engine.ngspice;

import com.sun.jna.Callback;
import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One private copy of the shared library, loaded and initialised. A library file has one global
 * state, so independent simulators need copies at different paths. Every call must come from one
 * thread at a time.
 *
 * <p>Return codes are nearly always 0. What tells success from failure are the messages, whether
 * {@link #exited()}, and the number of {@link #points()}.
 */
final class NgspiceLibrary {
  private static final int COMMAND_BYTES = 1024;
  private static final int MESSAGE_LIMIT = 200;
  private static final String INIT = "ngSpice_Init";
  private static final CLibrary C = new CLibrary();

  /**
   * RTLD_NOW and RTLD_LOCAL: the default, RTLD_GLOBAL, would let the copies find each other's
   * functions. Windows knows no such thing.
   */
  private static final Map<String, Object> PRIVATE =
      Platform.isWindows() ? Map.of() : Map.of(Library.OPTION_OPEN_FLAGS, Platform.isMac() ? 6 : 2);

  /** Stands in for {@code signal}: sets nothing, and says that the default was set before. */
  private static final SetSignal NO_SIGNAL = (signal, handler) -> null;

  private final Function circuit;
  private final Function command;
  private final Memory commandText = new Memory(COMMAND_BYTES);
  private final Object[] commandArguments = {commandText};
  private final List<String> messages = new ArrayList<>();

  // Native code holds these, so the collector must not have them.
  private final Text text = this::onText;
  private final Exit exit = this::onExit;
  private final Data data = this::onData;
  private final InitData initData = this::onInitData;

  private boolean exited;
  private long points;
  private long runs;
  private Pointer values;

  interface SetSignal extends Callback {
    Pointer invoke(int signal, Pointer handler);
  }

  interface Text extends Callback {
    int invoke(Pointer line, int id, Pointer user);
  }

  interface Exit extends Callback {
    int invoke(int status, byte immediate, byte quit, int id, Pointer user);
  }

  interface Data extends Callback {
    int invoke(Pointer values, int count, int id, Pointer user);
  }

  interface InitData extends Callback {
    int invoke(Pointer vectors, int id, Pointer user);
  }

  private NgspiceLibrary(NativeLibrary library) {
    this.circuit = library.getFunction("ngSpice_Circ");
    this.command = library.getFunction("ngSpice_Command");
    CLibrary.SignalHandlers handlers = C.signalHandlers();
    try {
      initialise(library);
    } finally {
      handlers.restore();
      messages.clear();
    }
  }

  /**
   * Copies, loads and initialises the library.
   *
   * @throws NgspiceException if it is no ngspice library or cannot be loaded
   */
  static synchronized NgspiceLibrary load(Path file) {
    try {
      Path directory = Files.createTempDirectory("eqprop4j-ngspice");
      Path copy = directory.resolve(file.getFileName().toString());
      try {
        Files.copy(file, copy);
        NativeLibrary library = NativeLibrary.getInstance(copy.toString(), PRIVATE);
        keepSignalHandlers(library, new ElfImports(copy));
        return new NgspiceLibrary(library);
      } finally {
        remove(copy);
        remove(directory);
      }
    } catch (IOException | UnsatisfiedLinkError e) {
      throw new NgspiceException(file + " cannot be loaded as ngspice: " + e.getMessage(), e);
    }
  }

  /**
   * Takes the C function {@code signal} away from the copy. ngspice would displace the JVM's
   * handlers for half a millisecond, in which a safepoint or a null pointer in another thread ends
   * the process; setting the handlers right afterwards is too late for these. Where the file is not
   * of a known format, that is all that is done.
   */
  private static void keepSignalHandlers(NativeLibrary library, ElfImports imports) {
    imports
        .addressOf(INIT)
        .ifPresent(
            address -> {
              long base = Pointer.nativeValue(library.getFunction(INIT)) - address;
              for (long place : imports.placesOf("signal")) {
                C.overwrite(new Pointer(base + place), NO_SIGNAL);
              }
            });
  }

  /** A loaded library stays mapped after its file is gone, except on Windows. */
  private static void remove(Path path) throws IOException {
    if (Platform.isWindows()) {
      path.toFile().deleteOnExit();
    } else {
      Files.deleteIfExists(path);
    }
  }

  private void initialise(NativeLibrary library) {
    C.setNumericLocale();
    skipStartupFiles(library);
    String home = System.getenv("HOME");
    C.setEnvironment("HOME", "/nonexistent");
    try {
      library
          .getFunction(INIT)
          .invokeInt(new Object[] {text, null, exit, data, initData, null, null});
    } finally {
      C.setEnvironment("HOME", home);
    }
  }

  /**
   * A user's start-up file would change tolerances behind our back: ngspice reads the system's, the
   * one in HOME and the one in the current directory.
   */
  private static void skipStartupFiles(NativeLibrary library) {
    C.setEnvironment("SPICE_SCRIPTS", "/nonexistent");
    try {
      library.getFunction("ngSpice_nospiceinit").invokeInt(new Object[] {});
    } catch (UnsatisfiedLinkError e) {
      Path local = Path.of(".spiceinit").toAbsolutePath();
      if (Files.exists(local)) {
        throw new NgspiceException(
            "this version of ngspice would read " + local + ": start from another directory", e);
      }
    }
  }

  private int onText(Pointer line, int id, Pointer user) {
    if (messages.size() == MESSAGE_LIMIT) {
      messages.remove(0);
    }
    messages.add(line.getString(0));
    return 0;
  }

  private int onExit(int status, byte immediate, byte quit, int id, Pointer user) {
    exited = true;
    return 0;
  }

  private int onData(Pointer all, int count, int id, Pointer user) {
    values = all;
    points++;
    return 0;
  }

  private int onInitData(Pointer vectors, int id, Pointer user) {
    runs++;
    return 0;
  }

  /**
   * Runs a command.
   *
   * @param line ASCII, or null for the housekeeping that ngspice does on a null command
   * @throws NgspiceException if it would be cut off
   */
  void command(String line) {
    messages.clear();
    if (line == null) {
      command.invokeInt(new Object[] {null});
      return;
    }
    byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
    if (bytes.length >= COMMAND_BYTES) {
      throw new NgspiceException("ngspice would cut off the command " + line);
    }
    commandText.write(0, bytes, 0, bytes.length);
    commandText.setByte(bytes.length, (byte) 0);
    command.invokeInt(commandArguments);
  }

  /** Loads a netlist, title first and {@code .end} last. */
  void circuit(String[] lines) {
    messages.clear();
    try (StringArray text = new StringArray(lines, "US-ASCII")) {
      circuit.invokeInt(new Object[] {text});
    }
  }

  /** What was said since the last command began, at most the last lines of it. */
  List<String> messages() {
    return messages;
  }

  /** Whether ngspice would have ended the process: the copy is of no more use. */
  boolean exited() {
    return exited;
  }

  /** Number of operating points found since loading. */
  long points() {
    return points;
  }

  /** Number of analyses begun since loading. Each has vectors of its own. */
  long runs() {
    return runs;
  }

  /** The latest point, as {@code struct vecvaluesall}; null before the first. */
  Pointer values() {
    return values;
  }
}
