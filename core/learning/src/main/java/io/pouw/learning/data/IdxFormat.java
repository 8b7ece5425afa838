package io.pouw.learning.data;

import io.pouw.learning.spec.DatasetSpec;
import java.nio.ByteBuffer;

/**
 * The IDX format of the MNIST files (Y. LeCun, C. Cortes, C. Burges): two zero bytes, a type (8:
 * unsigned bytes), the number of dimensions, each dimension as 32-bit big-endian, the values.
 */
public final class IdxFormat {
  private static final int UNSIGNED_BYTES = 8;
  private static final int MAX_DIMENSIONS = 5;

  private IdxFormat() {}

  /**
   * Reads a data set.
   *
   * @param images rows of unsigned bytes, gzip or not
   * @param labels one unsigned byte a row, gzip or not
   * @throws DataException if a file is damaged, or they do not fit the specification or each other
   */
  public static Dataset read(byte[] images, byte[] labels, DatasetSpec spec) {
    Content rows = content("images", images);
    Content classes = content("labels", labels);
    if (classes.features != 1)
      throw new DataException(
          "labels: have %d values each, expected 1".formatted(classes.features));
    if (rows.features != spec.features())
      throw new DataException(
          "images: have %d values each, the specification says %d"
              .formatted(rows.features, spec.features()));
    if (rows.count != classes.count)
      throw new DataException("%d images but %d labels".formatted(rows.count, classes.count));
    for (int row = 0; row < classes.count; row++) {
      int label = classes.bytes[classes.from + row] & 0xff;
      if (label >= spec.classes())
        throw new DataException(
            "labels: row %d has label %d, the specification says %d classes"
                .formatted(row, label, spec.classes()));
    }
    return new ByteRows(
        rows.bytes,
        rows.from,
        classes.bytes,
        classes.from,
        rows.count,
        rows.features,
        spec.scale());
  }

  /** An unpacked file whose header has been checked against its length. */
  private record Content(byte[] bytes, int from, int count, int features) {}

  private static Content content(String what, byte[] packed) {
    byte[] bytes = Gzip.unpack(what, packed);
    if (bytes.length < 4) throw new DataException(what + ": is no IDX file: too short");
    int dimensions = bytes[3];
    if (bytes[0] != 0 || bytes[1] != 0 || bytes[2] != UNSIGNED_BYTES)
      throw new DataException(
          "%s: is no IDX file of unsigned bytes: begins with %02x%02x%02x, expected 000008"
              .formatted(what, bytes[0], bytes[1], bytes[2]));
    if (dimensions < 1 || dimensions > MAX_DIMENSIONS)
      throw new DataException(
          "%s: has %d dimensions, expected 1 to %d".formatted(what, dimensions, MAX_DIMENSIONS));
    int from = 4 + 4 * dimensions;
    if (bytes.length < from) throw new DataException(what + ": ends within its header");
    return content(what, bytes, from);
  }

  private static Content content(String what, byte[] bytes, int from) {
    ByteBuffer header = ByteBuffer.wrap(bytes, 4, from - 4);
    int count = header.getInt();
    long features = 1;
    while (header.hasRemaining()) {
      int dimension = header.getInt();
      if (dimension < 1) throw new DataException(what + ": has a dimension of " + dimension);
      // Far above any file that fits in memory, and low enough that nothing overflows.
      features = Math.min(features * dimension, 1L << 31);
    }
    if (count < 1) throw new DataException(what + ": has " + count + " rows, expected at least 1");
    long expected = from + count * features;
    if (bytes.length != expected)
      throw new DataException(
          "%s: has %d bytes, its header says %d".formatted(what, bytes.length, expected));
    return new Content(bytes, from, count, Math.toIntExact(features));
  }
}
