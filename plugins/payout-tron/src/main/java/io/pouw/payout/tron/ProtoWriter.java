package io.pouw.payout.tron;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the wire format of Protocol Buffers 3 as far as TRON's transactions need it. Fields that
 * have their default value are left out, as every encoder of proto3 does; so the bytes, and what is
 * hashed of them, agree.
 */
public final class ProtoWriter {
  private static final int VARINT = 0;
  private static final int LENGTH = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public ProtoWriter number(int field, long value) {
    if (value == 0) return this;
    varint((long) field << 3 | VARINT);
    varint(value);
    return this;
  }

  public ProtoWriter bytes(int field, byte[] value) {
    return value.length == 0 ? this : message(field, value);
  }

  public ProtoWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Written even if it is empty. */
  public ProtoWriter message(int field, byte[] value) {
    varint((long) field << 3 | LENGTH);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  public byte[] toBytes() {
    return out.toByteArray();
  }
}
