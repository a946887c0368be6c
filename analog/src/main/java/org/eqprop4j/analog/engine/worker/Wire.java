package org.eqprop4j.analog.engine.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Numbers, text and objects between two processes of the same program on the same machine. Each
 * direction is for one thread at a time.
 */
final class Wire implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int NO_TEXT = -1;

  private final SocketChannel channel;
  private final ByteBuffer out =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.nativeOrder());
  private final ByteBuffer in =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.nativeOrder()).limit(0);

  Wire(SocketChannel channel) {
    this.channel = channel;
  }

  void putByte(int value) throws IOException {
    room(Byte.BYTES).put((byte) value);
  }

  void putInt(int value) throws IOException {
    room(Integer.BYTES).putInt(value);
  }

  void putLong(long value) throws IOException {
    room(Long.BYTES).putLong(value);
  }

  void putDouble(double value) throws IOException {
    room(Double.BYTES).putDouble(value);
  }

  /** Part of an array. */
  void putDoubles(double[] values, int from, int count) throws IOException {
    int next = from;
    while (next < from + count) {
      int n = Math.min(from + count - next, room(Double.BYTES).remaining() / Double.BYTES);
      out.asDoubleBuffer().put(values, next, n);
      out.position(out.position() + n * Double.BYTES);
      next += n;
    }
  }

  /** A text or null. */
  void putText(String text) throws IOException {
    if (text == null) {
      putInt(NO_TEXT);
    } else {
      putBytes(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** What {@link #bytes} made of an object. */
  void putBytes(byte[] bytes) throws IOException {
    putInt(bytes.length);
    int next = 0;
    while (next < bytes.length) {
      int n = Math.min(bytes.length - next, room(1).remaining());
      out.put(bytes, next, n);
      next += n;
    }
  }

  /** The serialized form of an object. */
  static byte[] bytes(Serializable object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
      objects.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (out.remaining() < bytes) {
      flush();
    }
    return out;
  }

  /** Sends everything that was put. */
  void flush() throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
    out.clear();
  }

  int getByte() throws IOException {
    return available(Byte.BYTES).get();
  }

  int getInt() throws IOException {
    return available(Integer.BYTES).getInt();
  }

  long getLong() throws IOException {
    return available(Long.BYTES).getLong();
  }

  double getDouble() throws IOException {
    return available(Double.BYTES).getDouble();
  }

  /** Fills part of an array. */
  void getDoubles(double[] values, int from, int count) throws IOException {
    int next = from;
    while (next < from + count) {
      int n = Math.min(from + count - next, available(Double.BYTES).remaining() / Double.BYTES);
      in.asDoubleBuffer().get(values, next, n);
      in.position(in.position() + n * Double.BYTES);
      next += n;
    }
  }

  /** A text or null. */
  String getText() throws IOException {
    int length = getInt();
    return length == NO_TEXT ? null : new String(getBytes(length), StandardCharsets.UTF_8);
  }

  /** An object that was sent as its serialized form. */
  <T> T getObject(Class<T> type) throws IOException {
    byte[] bytes = getBytes(getInt());
    try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return type.cast(objects.readObject());
    } catch (ClassNotFoundException e) {
      throw new IOException("the processes do not run the same program", e);
    }
  }

  private byte[] getBytes(int length) throws IOException {
    byte[] bytes = new byte[length];
    int next = 0;
    while (next < length) {
      int n = Math.min(length - next, available(1).remaining());
      in.get(bytes, next, n);
      next += n;
    }
    return bytes;
  }

  private ByteBuffer available(int bytes) throws IOException {
    if (in.remaining() < bytes) {
      in.compact();
      try {
        while (in.position() < bytes) {
          if (channel.read(in) < 0) {
            throw new EOFException("the other process closed the wire");
          }
        }
      } finally {
        in.flip();
      }
    }
    return in;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
