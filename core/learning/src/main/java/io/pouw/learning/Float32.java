package io.pouw.learning;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Arrays of floats as bytes: IEEE 754 binary32, little-endian, one after the other. */
final class Float32 {
  private Float32() {}

  static byte[] bytes(float[] values) {
    byte[] bytes = allocate(values.length);
    view(bytes).asFloatBuffer().put(values);
    return bytes;
  }

  /** Reads as many floats as fit in {@code into}. */
  static void read(byte[] bytes, float[] into) {
    view(bytes).asFloatBuffer().get(into);
  }

  static float at(byte[] bytes, int index) {
    return view(bytes).getFloat(index * Float.BYTES);
  }

  static byte[] allocate(int count) {
    return new byte[Math.multiplyExact(count, Float.BYTES)];
  }

  static ByteBuffer view(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
