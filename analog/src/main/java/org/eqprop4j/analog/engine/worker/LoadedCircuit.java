package org.eqprop4j.analog.engine.worker;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitData;
import org.eqprop4j.analog.engine.SolverOptions;

/** A circuit as it is sent to workers, made once. */
final class LoadedCircuit {
  private final byte[] bytes;
  private final SolverOptions options;

  /**
   * Takes a copy of the circuit.
   *
   * @throws IllegalArgumentException if a device of the circuit cannot be sent
   */
  LoadedCircuit(Circuit circuit, SolverOptions options) {
    this.options = options;
    try {
      bytes = Wire.bytes(CircuitData.of(circuit));
    } catch (NotSerializableException e) {
      throw new IllegalArgumentException(
          "the circuit cannot be sent to a worker process: "
              + e.getMessage()
              + " is not serializable; make it so, or solve without isolation",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The request to load it. */
  void write(Wire wire) throws IOException {
    wire.putByte(Message.LOAD);
    wire.putBytes(bytes);
    wire.putDouble(options.voltageTolerance());
    wire.putInt(options.maxIterations());
  }
}
