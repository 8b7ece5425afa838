package io.pouw.learning.encoding;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads the bytes of {@link TopKEncoding}, trusting nothing in them. */
final class TopKReader {
  private static final int MAX_SHIFT = 28;

  private final ByteBuffer in;
  private final int parameters;
  private final boolean brain;

  private TopKReader(byte[] bytes, int parameters, boolean brain) {
    this.in = Inputs.view(bytes);
    this.parameters = parameters;
    this.brain = brain;
  }

  static Optional<String> problem(byte[] bytes, int parameters, int limit, boolean brain) {
    return new TopKReader(bytes, parameters, brain).read(new float[0], limit);
  }

  /**
   * Sets the entries in {@code changes}, which are zero; what it set counts for nothing if refused.
   */
  static Optional<String> read(byte[] bytes, float[] changes, int limit, boolean brain) {
    return new TopKReader(bytes, changes.length, brain).read(changes, limit);
  }

  private Optional<String> read(float[] changes, int limit) {
    int length = in.capacity();
    if (length < TopKEncoding.HEAD_BYTES)
      return refuse(
          "has %d bytes, expected at least %d".formatted(length, TopKEncoding.HEAD_BYTES));
    int count = in.position(TopKEncoding.HEAD_BYTES - Integer.BYTES).getInt();
    if (count < 0 || count > limit)
      return refuse(
          "has %d entries, expected 0 to %d".formatted(Integer.toUnsignedLong(count), limit));
    if (in.remaining() < (long) count * (1 + valueBytes()))
      return refuse("is cut short: %d bytes for %d entries".formatted(in.remaining(), count));
    int[] indices = new int[count];
    long next = 0;
    for (int i = 0; i < count; i++) {
      long distance = distance();
      if (distance < 0) return refuse("has a malformed index, entry %d".formatted(i));
      long index = next + distance;
      if (index >= parameters)
        return refuse("has the index %d, expected less than %d".formatted(index, parameters));
      indices[i] = (int) index;
      next = index + 1;
    }
    return values(indices, changes);
  }

  private Optional<String> values(int[] indices, float[] changes) {
    long expected = (long) indices.length * valueBytes();
    if (in.remaining() != expected)
      return refuse("has %d bytes of values, expected %d".formatted(in.remaining(), expected));
    for (int index : indices) {
      float value = brain ? BFloat16.toFloat(in.getShort()) : in.getFloat();
      if (!Float.isFinite(value) || value == 0f)
        return refuse(
            "has %s at %d, expected a finite number that is not 0".formatted(value, index));
      if (changes.length > 0) changes[index] = value;
    }
    return Optional.empty();
  }

  /** A LEB128 number in its shortest form; -1 if it is not one. */
  private long distance() {
    long value = 0;
    for (int shift = 0; shift <= MAX_SHIFT && in.hasRemaining(); shift += 7) {
      int digit = in.get();
      value |= (digit & 0x7fL) << shift;
      if (digit >= 0) return digit == 0 && shift > 0 ? -1 : value;
    }
    return -1;
  }

  private int valueBytes() {
    return brain ? Short.BYTES : Float.BYTES;
  }

  private static Optional<String> refuse(String what) {
    return Optional.of("update " + what);
  }
}
