package io.pouw.primitives;

import java.util.Arrays;
import java.util.HexFormat;

/** An Ed25519 public key (RFC 8032), 32 bytes. */
public final class PublicKey implements Encodable, Comparable<PublicKey> {
  public static final int BYTES = 32;

  private final byte[] value;

  private PublicKey(byte[] value) {
    this.value = value;
  }

  public static PublicKey of(byte[] value) {
    if (value.length != BYTES)
      throw new IllegalArgumentException("a public key has 32 bytes, not " + value.length);
    return new PublicKey(value.clone());
  }

  public static PublicKey parse(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  public static PublicKey decode(Decoder in) {
    return new PublicKey(in.fixed(BYTES));
  }

  /** Whether signatures are verified by native code on this machine; the verdicts are the same. */
  public static boolean isVerificationNative() {
    return Ed25519Verification.isNative();
  }

  /** Whether the signature was made by this key's owner over this message for this purpose. */
  public boolean verifies(Domain domain, byte[] message, Signature signature) {
    byte[] digest = Hash.of(domain, message).rawBytes();
    return Ed25519Verification.fastest().verifies(value, digest, signature.rawBytes());
  }

  public Address address() {
    return Address.of(this);
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
  public int compareTo(PublicKey other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey key && Arrays.equals(value, key.value);
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
