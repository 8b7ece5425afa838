package io.pouw.payout.tron;

import java.util.Arrays;

/**
 * Reads the wire format of Protocol Buffers 3, field by field. Bounds are checked before anything
 * is copied.
 */
final class ProtoReader {
  private final byte[] bytes;
  private int at;
  private int wireType;

  ProtoReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The number of the next field, or 0 at the end. */
  int next() {
    if (at == bytes.length) return 0;
    long tag = varint();
    wireType = (int) (tag & 7);
    long field = tag >>> 3;
    if (field < 1 || field > 0x1fffffff) throw bad("field number " + field);
    return (int) field;
  }

  long number() {
    require(0);
    return varint();
  }

  byte[] bytes() {
    require(2);
    long length = varint();
    if (length < 0 || length > bytes.length - at)
      throw bad("a field of " + length + " bytes where " + (bytes.length - at) + " are left");
    byte[] value = Arrays.copyOfRange(bytes, at, at + (int) length);
    at += (int) length;
    return value;
  }

  /** For a field that the message does not have. */
  IllegalArgumentException unknown(String message, int field) {
    return bad(message + " has no field " + field);
  }

  private void require(int expected) {
    if (wireType != expected) throw bad("wire type " + wireType + ", expected " + expected);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == bytes.length) throw bad("it ends within a number");
      byte next = bytes[at++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) return value;
    }
    throw bad("a number of more than 10 bytes");
  }

  private IllegalArgumentException bad(String what) {
    return new IllegalArgumentException("not a transaction's protobuf: " + what);
  }
}
