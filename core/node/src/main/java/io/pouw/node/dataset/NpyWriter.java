package io.pouw.node.dataset;

import io.pouw.learning.data.NpyArray;
import io.pouw.learning.data.NpyFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a {@code .npy} file row by row, little-endian, always the same bytes for the same rows.
 */
final class NpyWriter implements AutoCloseable {
  private final Path file;
  private final OutputStream out;
  private final long expected;
  private long written;

  /**
   * Begins a file; an old one of that name is overwritten.
   *
   * @param shape how many rows there will be, and the shape of each
   */
  NpyWriter(Path file, NpyArray.Type type, List<Integer> shape) throws IOException {
    this.file = file;
    byte[] header = NpyFormat.header(type, shape);
    long values = type.bytes();
    for (int dimension : shape) values = Math.multiplyExact(values, dimension);
    this.expected = values;
    this.out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    out.write(header);
  }

  void write(byte[] values) throws IOException {
    out.write(values);
    written += values.length;
  }

  /** Bytes from another file, in its order of bytes, which has to be that of this one. */
  void write(ByteBuffer values) throws IOException {
    byte[] bytes = new byte[values.remaining()];
    values.get(bytes);
    write(bytes);
  }

  void writeFloats(float[] values) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    write(bytes.array());
  }

  /** A class, in as many bytes as {@link #typeOfLabels} takes. */
  void writeLabel(int label, NpyArray.Type type) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    if (type == NpyArray.Type.U1) bytes.put((byte) label);
    else bytes.putInt(label);
    write(bytes.array());
  }

  /** A byte where it is enough. */
  static NpyArray.Type typeOfLabels(int classes) {
    return classes <= 256 ? NpyArray.Type.U1 : NpyArray.Type.I4;
  }

  @Override
  public void close() throws IOException {
    out.close();
    if (written != expected)
      throw new IOException(
          "%s has %d bytes of values, expected %d".formatted(file, written, expected));
  }
}
