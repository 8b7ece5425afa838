package io.pouw.learning.encoding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The checks that all encodings make, and their byte order: little-endian. */
final class Inputs {
  private static final float[] NO_RESIDUAL = {};

  private Inputs() {}

  static ByteBuffer view(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static UpdateEncoding.Encoded withoutResidual(byte[] bytes) {
    return new UpdateEncoding.Encoded(bytes, NO_RESIDUAL);
  }

  static Optional<String> rejectLength(byte[] bytes, int expected) {
    return bytes.length == expected
        ? Optional.empty()
        : Optional.of("update has %d bytes, expected %d".formatted(bytes.length, expected));
  }

  static void requireAccepted(UpdateEncoding encoding, byte[] bytes) {
    encoding
        .reject(bytes)
        .ifPresent(reason -> {
          throw new IllegalArgumentException(reason);
        });
  }

  static void requireFinite(float[] values, int expected, String what) {
    if (values.length != expected)
      throw new IllegalArgumentException(
          "there are %d %s, expected %d".formatted(values.length, what, expected));
    for (int i = 0; i < expected; i++)
      if (!Float.isFinite(values[i]))
        throw new IllegalArgumentException(what + " are not finite: " + values[i] + " at " + i);
  }

  static void requireNoResidual(float[] residual) {
    if (residual.length > 0)
      throw new IllegalArgumentException(
          "this encoding keeps no residual, one of %d numbers was given"
              .formatted(residual.length));
  }
}
