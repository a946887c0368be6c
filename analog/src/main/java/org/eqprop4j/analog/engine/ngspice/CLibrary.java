package org.eqprop4j.analog.engine.ngspice;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/** What of the process has to be set right for ngspice, through the C library. */
final class CLibrary {
  /** More than any system's {@code struct sigaction}. */
  private static final int SIGACTION_BYTES = 1024;

  /** SIGINT, SIGILL, SIGFPE, SIGSEGV and SIGTERM everywhere; SIGBUS is the one that differs. */
  private static final List<Integer> SIGNALS = List.of(2, 4, 8, 11, 15, Platform.isMac() ? 10 : 7);

  private final NativeLibrary library = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME);

  /** The signal handlers of the process at one moment. */
  final class SignalHandlers {
    private final List<Memory> saved = new ArrayList<>();

    private SignalHandlers() {
      for (int signal : SIGNALS) {
        Memory action = new Memory(SIGACTION_BYTES);
        action.clear();
        saved.add(action);
        sigaction(signal, null, action);
      }
    }

    /** Puts them back, with all flags. */
    void restore() {
      for (int i = 0; i < saved.size(); i++) {
        sigaction(SIGNALS.get(i), saved.get(i), null);
      }
    }

    private void sigaction(int signal, Memory set, Memory old) {
      if (!Platform.isWindows()) {
        library.getFunction("sigaction").invokeInt(new Object[] {signal, set, old});
      }
    }
  }

  /** Remembers the handlers: {@code ngSpice_Init} puts the JVM's back in a way that kills it. */
  SignalHandlers signalHandlers() {
    return new SignalHandlers();
  }

  /** Replaces the address of a function in memory that the loader has made read-only. */
  void overwrite(Pointer place, Callback function) {
    long page = library.getFunction("getpagesize").invokeInt(new Object[] {});
    Pointer start = new Pointer(Pointer.nativeValue(place) / page * page);
    int readAndWrite = 3;
    if (library.getFunction("mprotect").invokeInt(new Object[] {start, page, readAndWrite}) == 0) {
      place.setPointer(0, CallbackReference.getFunctionPointer(function));
    }
  }

  /** Numbers have decimal points, whatever the user's language. */
  void setNumericLocale() {
    int numeric = Platform.isLinux() ? 1 : 4;
    library.getFunction("setlocale").invokePointer(new Object[] {numeric, "C"});
  }

  /** Sets an environment variable of the process, or removes it with null. */
  void setEnvironment(String name, String value) {
    if (Platform.isWindows()) {
      Function put = library.getFunction("_putenv");
      put.invokeInt(new Object[] {name + "=" + (value == null ? "" : value)});
    } else if (value == null) {
      library.getFunction("unsetenv").invokeInt(new Object[] {name});
    } else {
      library.getFunction("setenv").invokeInt(new Object[] {name, value, 1});
    }
  }
}
