package io.pouw.primitives;

import java.util.Arrays;
import java.util.HexFormat;

/** An Ed25519 signature, 64 bytes. */
public final class Signature implements Encodable {
  public static final int BYTES = 64;

  private final byte[] value;

  private Signature(byte[] value) {
    this.value = value;
  }

  public static Signature of(byte[] value) {
    if (value.length != BYTES)
      throw new IllegalArgumentException("a signature has 64 bytes, not " + value.length);
    return new Signature(value.clone());
  }

  public static Signature decode(Decoder in) {
    return new Signature(in.fixed(BYTES));
  }

  byte[] rawBytes() {
    return value;
  }

  @Override
  public void encode(Encoder out) {
    out.fixed(value);
  }

  @Override
  public byte[] toBytes() {
    return value.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Signature signature && Arrays.equals(value, signature.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(value);
  }
}
