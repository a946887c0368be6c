package org.eqprop4j.analog.engine.worker;

import java.io.EOFException;
import java.io.IOException;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitData;
import org.eqprop4j.analog.engine.BlockSolver;
import org.eqprop4j.analog.engine.NativeSimulator;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;

/** The worker's end of the wire: does what it is told, and gives signs of life meanwhile. */
final class Worker {
  private final Wire wire;
  private final long millisBetweenSigns;
  private volatile boolean busy;
  private volatile BlockSolver block;
  private NativeSimulator simulator;
  private Circuit circuit;

  Worker(Wire wire, long millisBetweenSigns) {
    this.wire = wire;
    this.millisBetweenSigns = millisBetweenSigns;
  }

  /** Works until the other end closes the wire. */
  void serve() throws IOException {
    Thread signs = new Thread(this::giveSigns, "signs of life");
    signs.setDaemon(true);
    signs.start();
    while (true) {
      int request;
      try {
        request = wire.getByte();
      } catch (EOFException e) {
        return;
      }
      busy = true;
      try {
        handle(request);
      } catch (RuntimeException e) {
        fail(e);
      }
      busy = false;
    }
  }

  private void handle(int request) throws IOException {
    switch (request) {
      case Message.SIMULATOR -> {
        simulator = wire.getObject(NativeSimulator.class);
        done();
      }
      case Message.VERSION -> version();
      case Message.LOAD -> {
        circuit = wire.getObject(CircuitData.class).circuit();
        SolverOptions options = new SolverOptions(1, wire.getDouble(), wire.getInt());
        block = simulator.load(circuit, options);
        done();
      }
      case Message.PARAMETERS -> {
        double[] parameters = new double[circuit.parameterCount()];
        wire.getDoubles(parameters, 0, parameters.length);
        block.setParameters(parameters);
        done();
      }
      case Message.SOLVE -> solve();
      case Message.RESTART -> {
        block.restart();
        done();
      }
      default -> throw new IOException("unknown request " + request);
    }
  }

  private void version() throws IOException {
    String version = simulator.version();
    synchronized (wire) {
      wire.putByte(Message.DONE);
      wire.putText(version);
      wire.flush();
    }
  }

  private void solve() throws IOException {
    boolean wanted = wire.getByte() != 0;
    BlockRequest request = BlockRequest.read(wire, circuit);
    Phase[] phases = request.phases(circuit);
    block.solve(request.features(), 0, request.samples(), phases);
    synchronized (wire) {
      wire.putByte(Message.DONE);
      if (wanted) {
        for (Phase phase : phases) {
          BlockRequest.write(phase.result(), wire);
        }
      }
      wire.flush();
    }
  }

  private void done() throws IOException {
    synchronized (wire) {
      wire.putByte(Message.DONE);
      wire.flush();
    }
  }

  private void fail(RuntimeException e) throws IOException {
    byte[] exception = Wire.bytes(e);
    synchronized (wire) {
      wire.putByte(Message.FAILED);
      wire.putBytes(exception);
      wire.flush();
    }
  }

  private void giveSigns() {
    try {
      while (true) {
        Thread.sleep(millisBetweenSigns);
        if (busy) {
          BlockSolver current = block;
          synchronized (wire) {
            wire.putByte(Message.ALIVE);
            wire.putLong(current == null ? 0 : current.solved());
            wire.flush();
          }
        }
      }
    } catch (IOException | InterruptedException e) {
      // Nobody is left to be told; the thread that works finds the same.
      Thread.currentThread().interrupt();
    }
  }
}
