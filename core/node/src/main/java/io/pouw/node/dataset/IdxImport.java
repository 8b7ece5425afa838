package io.pouw.node.dataset;

import io.pouw.learning.data.NpyArray;
import io.pouw.node.model.BadInputException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Takes the format of the MNIST files (Y. LeCun, C. Cortes, C. Burges), packed by gzip or not: two
 * zero bytes, the type of the values, the number of dimensions, each dimension as 32-bit
 * big-endian, the values. Read row by row, whatever its size.
 */
final class IdxImport {
  private static final int MAX_DIMENSIONS = 5;
  private static final long MAX_ROW_BYTES = 64 << 20;

  private IdxImport() {}

  /** Whether a name is one that such files have, such as {@code train-images-idx3-ubyte.gz}. */
  static boolean isNamedSo(Path file) {
    return String.valueOf(file.getFileName())
        .toLowerCase(Locale.ROOT)
        .matches(".*(\\.idx|[-.]idx[1-5](-[a-z]+)?)(\\.gz)?");
  }

  /** Writes images and labels as {@code x.npy} and {@code y.npy}, and checks them. */
  static DatasetFolder read(Path images, Path labels, ArrayImport as, Path to) throws IOException {
    Files.createDirectories(to);
    toNpy(images, to.resolve("x.npy"));
    toNpy(labels, to.resolve("y.npy"));
    return as.checked(to);
  }

  /**
   * The same values as a {@code .npy} file, little-endian.
   *
   * @throws BadInputException if it is no such file, or shorter or longer than its header says
   */
  static void toNpy(Path file, Path npy) throws IOException {
    if (!Files.isRegularFile(file)) throw new BadInputException("there is no file " + file);
    try (var in = new DataInputStream(CsvFile.unpacked(file))) {
      int magic = in.readInt();
      if (magic >>> 16 != 0) throw new BadInputException(file + " is no IDX file");
      NpyArray.Type type = type(file, magic >>> 8 & 0xff);
      List<Integer> shape = shape(file, in, magic & 0xff);
      byte[] row = new byte[rowBytes(file, shape, type)];
      try (var out = new NpyWriter(npy, type, shape)) {
        for (int i = 0; i < shape.getFirst(); i++) {
          in.readFully(row);
          reverse(row, type.bytes());
          out.write(row);
        }
      }
      if (in.read() >= 0)
        throw new BadInputException(file + " goes on after the values of shape " + shape);
    } catch (EOFException e) {
      throw new BadInputException(file + " ends early, it is cut off or no IDX file", e);
    }
  }

  private static NpyArray.Type type(Path file, int code) {
    return switch (code) {
      case 0x08 -> NpyArray.Type.U1;
      case 0x09 -> NpyArray.Type.I1;
      case 0x0b -> NpyArray.Type.I2;
      case 0x0c -> NpyArray.Type.I4;
      case 0x0d -> NpyArray.Type.F4;
      case 0x0e -> NpyArray.Type.F8;
      default ->
          throw new BadInputException(
              file + " has values of type " + code + ", expected 8, 9, 11, 12, 13 or 14");
    };
  }

  private static List<Integer> shape(Path file, DataInputStream in, int dimensions)
      throws IOException {
    if (dimensions < 1 || dimensions > MAX_DIMENSIONS)
      throw new BadInputException(
          "%s has %d dimensions, expected 1 to %d".formatted(file, dimensions, MAX_DIMENSIONS));
    var shape = new ArrayList<Integer>();
    for (int i = 0; i < dimensions; i++) {
      int size = in.readInt();
      if (size < 1)
        throw new BadInputException(
            "%s: dimension %d is %s, expected 1 to %d"
                .formatted(file, i, Integer.toUnsignedString(size), Integer.MAX_VALUE));
      shape.add(size);
    }
    return shape;
  }

  private static int rowBytes(Path file, List<Integer> shape, NpyArray.Type type) {
    long bytes = type.bytes();
    for (int size : shape.subList(1, shape.size())) {
      // No overflow: it stays under 2^26 before it is multiplied by at most 2^31.
      bytes *= size;
      if (bytes > MAX_ROW_BYTES)
        throw new BadInputException(
            "%s has the shape %s: a row has more than %d bytes"
                .formatted(file, shape, MAX_ROW_BYTES));
    }
    return (int) bytes;
  }

  /** IDX is big-endian. */
  private static void reverse(byte[] values, int each) {
    for (int from = 0; each > 1 && from < values.length; from += each)
      for (int i = 0; i < each / 2; i++) {
        byte swapped = values[from + i];
        values[from + i] = values[from + each - 1 - i];
        values[from + each - 1 - i] = swapped;
      }
  }
}
