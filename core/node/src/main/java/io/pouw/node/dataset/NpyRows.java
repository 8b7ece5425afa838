package io.pouw.node.dataset;

import io.pouw.learning.data.NpyArray;
import io.pouw.learning.data.NpyFormat;
import io.pouw.learning.data.NpyHeader;
import io.pouw.node.model.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The rows of a {@code .npy} file of any size, read one by one; no more than a row is in memory.
 * For one thread.
 */
final class NpyRows implements AutoCloseable {
  /** A row of this many bytes is no row any more. */
  private static final long MAX_ROW_BYTES = 64 << 20;

  private final Path file;
  private final FileChannel channel;
  private final NpyHeader header;
  private final ByteBuffer row;

  private NpyRows(Path file, FileChannel channel, NpyHeader header) {
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.row =
        ByteBuffer.allocate(Math.toIntExact(header.rowSize() * header.type().bytes()))
            .order(header.order());
  }

  /**
   * Opens a file.
   *
   * @throws io.pouw.learning.data.DataException if it is no such file, or not as long as its header
   *     says
   */
  static NpyRows open(Path file) {
    if (!Files.isRegularFile(file)) throw new BadInputException("there is no file " + file);
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      try {
        ByteBuffer prefix =
            ByteBuffer.allocate((int) Math.min(channel.size(), NpyFormat.MAX_PREFIX_BYTES));
        fill(file, channel, prefix, 0);
        NpyHeader header = NpyFormat.header(file.toString(), prefix.array(), channel.size());
        long bytes = header.rowSize() * header.type().bytes();
        if (header.shape().isEmpty() || header.rows() == 0 || bytes == 0 || bytes > MAX_ROW_BYTES)
          throw new BadInputException(
              "%s has the shape %s, expected rows of 1 to %d bytes"
                  .formatted(file, header.shape(), MAX_ROW_BYTES));
        return new NpyRows(file, channel, header);
      } catch (RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  NpyHeader header() {
    return header;
  }

  int rows() {
    return header.rows();
  }

  int rowSize() {
    return (int) header.rowSize();
  }

  /** The bytes of a row, little-endian or not as the header says; valid until the next call. */
  ByteBuffer bytes(int index) {
    try {
      row.clear();
      fill(file, channel, row, header.bytes() + (long) index * row.capacity());
      return row.flip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The values of a row, each rounded to the nearest double. */
  void values(int index, double[] into) {
    ByteBuffer in = bytes(index);
    for (int i = 0; i < into.length; i++) into[i] = next(in, header.type());
  }

  private static double next(ByteBuffer in, NpyArray.Type type) {
    return switch (type) {
      case U1 -> in.get() & 0xff;
      case I1 -> in.get();
      case I2 -> in.getShort();
      case I4 -> in.getInt();
      case I8 -> in.getLong();
      case F2 -> Float.float16ToFloat(in.getShort());
      case F4 -> in.getFloat();
      case F8 -> in.getDouble();
    };
  }

  private static void fill(Path file, FileChannel channel, ByteBuffer into, long from)
      throws IOException {
    for (long at = from; into.hasRemaining(); ) {
      int read = channel.read(into, at);
      if (read < 0) throw new BadInputException(file + " ends early, at byte " + at);
      at += read;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + file, e);
    }
  }
}
