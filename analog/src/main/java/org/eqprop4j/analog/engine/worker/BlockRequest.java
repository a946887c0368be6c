package org.eqprop4j.analog.engine.worker;

import java.io.IOException;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;

/**
 * A block of a batch, cut out, and the way of its operating points back into the batch.
 *
 * @param samples number of samples
 * @param features input voltages [V], {@code featureCount x samples}
 * @param currents for each phase the currents [A] into the output nodes, {@code output nodes x
 *     samples}, or null
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier of buffers, never compared.
record BlockRequest(int samples, double[] features, double[][] currents) {

  /** Samples {@code from} (inclusive) to {@code to} (exclusive) of a batch. */
  static BlockRequest of(double[] features, int from, int to, Phase... phases) {
    int all = phases[0].result().samples();
    double[][] currents = new double[phases.length][];
    for (int p = 0; p < phases.length; p++) {
      double[] whole = phases[p].currents();
      currents[p] = whole == null ? null : columns(whole, all, from, to);
    }
    return new BlockRequest(to - from, columns(features, all, from, to), currents);
  }

  private static double[] columns(double[] values, int all, int from, int to) {
    int count = to - from;
    double[] part = new double[values.length / all * count];
    for (int row = 0; row * count < part.length; row++) {
      System.arraycopy(values, row * all + from, part, row * count, count);
    }
    return part;
  }

  void write(Wire wire) throws IOException {
    wire.putInt(samples);
    wire.putDoubles(features, 0, features.length);
    wire.putInt(currents.length);
    for (double[] amperes : currents) {
      wire.putByte(amperes == null ? 0 : 1);
      if (amperes != null) {
        wire.putDoubles(amperes, 0, amperes.length);
      }
    }
  }

  static BlockRequest read(Wire wire, Circuit circuit) throws IOException {
    int samples = wire.getInt();
    double[] features = doubles(wire, circuit.featureCount() * samples);
    double[][] currents = new double[wire.getInt()][];
    for (int p = 0; p < currents.length; p++) {
      if (wire.getByte() != 0) {
        currents[p] = doubles(wire, circuit.outputs().nodes().size() * samples);
      }
    }
    return new BlockRequest(samples, features, currents);
  }

  private static double[] doubles(Wire wire, int count) throws IOException {
    double[] values = new double[count];
    wire.getDoubles(values, 0, count);
    return values;
  }

  /** Phases with room for the operating points of the block alone. */
  Phase[] phases(Circuit circuit) {
    Phase[] phases = new Phase[currents.length];
    for (int p = 0; p < phases.length; p++) {
      phases[p] = new Phase(currents[p], new OperatingPoints(circuit.nodeCount(), samples));
    }
    return phases;
  }

  /** Writes all operating points of a block. */
  static void write(OperatingPoints points, Wire wire) throws IOException {
    for (int s = 0; s < points.samples(); s++) {
      wire.putText(points.status(s).name());
      wire.putDouble(points.residual(s));
      wire.putInt(points.iterations(s));
      wire.putText(points.detail(s).isEmpty() ? null : points.detail(s));
    }
    wire.putDoubles(points.voltages(), 0, points.voltages().length);
  }

  /** Reads what {@link #write(OperatingPoints, Wire)} wrote into samples {@code from} and on. */
  void read(Wire wire, OperatingPoints batch, int from) throws IOException {
    for (int s = 0; s < samples; s++) {
      OperatingPoints.Status status = OperatingPoints.Status.valueOf(wire.getText());
      double amperes = wire.getDouble();
      int steps = wire.getInt();
      batch.report(from + s, status, amperes, steps, wire.getText());
    }
    for (int node = 0; node < batch.nodes(); node++) {
      wire.getDoubles(batch.voltages(), node * batch.samples() + from, samples);
    }
  }
}
