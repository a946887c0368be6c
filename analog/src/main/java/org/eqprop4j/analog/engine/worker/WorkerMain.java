package org.eqprop4j.analog.engine.worker;

import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * The program of a worker process. What simulators print goes to the standard output, which carries
 * nothing else: the wire is a socket in the worker's directory.
 */
final class WorkerMain {
  private WorkerMain() {}

  /**
   * Works.
   *
   * @param arguments the worker's directory, and milliseconds between signs of life
   */
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    Thread watch = new Thread(() -> endWithParent(directory), "parent watch");
    watch.setDaemon(true);
    watch.start();
    try (SocketChannel channel =
        SocketChannel.open(UnixDomainSocketAddress.of(WorkerProcess.socket(directory)))) {
      new Worker(new Wire(channel), Long.parseLong(arguments[1])).serve();
    } catch (IOException e) {
      // Not thrown: the process would end while the watch removes the directory of a lost parent.
      System.err.println("the wire broke: " + e);
    }
    end(directory);
  }

  /**
   * The standard input ends when the parent does, however it does. The wire does too, but is not
   * read during a solve.
   */
  private static void endWithParent(Path directory) {
    try (InputStream parent = System.in) {
      while (parent.read() >= 0) {
        // Nothing is ever written to it.
      }
    } catch (IOException e) {
      // The same as its end.
    }
    end(directory);
  }

  /**
   * Not by exit: what a simulator does at the end of its process may hang or crash. Of the two
   * threads that call it, one does all.
   */
  private static synchronized void end(Path directory) {
    WorkerProcess.remove(directory);
    Runtime.getRuntime().halt(0);
  }
}
