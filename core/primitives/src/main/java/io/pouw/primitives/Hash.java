package io.pouw.primitives;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 value, 32 bytes. Ordered as unsigned big-endian numbers. */
public final class Hash implements Comparable<Hash> {
  public static final int BYTES = 32;
  public static final Hash ZERO = new Hash(new byte[BYTES]);

  /** Never updated: copies of it are. */
  private static final MessageDigest PROTOTYPE = prototype();

  private final byte[] value;

  private Hash(byte[] value) {
    this.value = value;
  }

  /** The given 32 bytes as a hash. */
  public static Hash of(byte[] value) {
    if (value.length != BYTES)
      throw new IllegalArgumentException("a hash has 32 bytes, not " + value.length);
    return new Hash(value.clone());
  }

  /** SHA-256 of the domain's tag and the parts, one after the other. */
  public static Hash of(Domain domain, byte[]... parts) {
    MessageDigest digest = sha256();
    digest.update(domain.tag());
    for (byte[] part : parts) digest.update(part);
    return new Hash(digest.digest());
  }

  public static Hash of(Domain domain, Encodable value) {
    return of(domain, value.toBytes());
  }

  /** Plain SHA-256, for what the world outside names by its hash (files, published data sets). */
  public static Hash sha256(byte[] content) {
    return new Hash(sha256().digest(content));
  }

  /** Parses 64 hexadecimal digits. */
  public static Hash parse(String hex) {
    if (hex.length() != 2 * BYTES)
      throw new IllegalArgumentException("a hash has 64 hexadecimal digits, not " + hex.length());
    return new Hash(HexFormat.of().parseHex(hex));
  }

  /** A fresh digest. Looking one up by its name costs more than hashing a short message. */
  static MessageDigest sha256() {
    try {
      return (MessageDigest) PROTOTYPE.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("the platform's SHA-256 can be cloned", e);
    }
  }

  private static MessageDigest prototype() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  static Hash trusted(byte[] value) {
    return new Hash(value);
  }

  public byte[] toBytes() {
    return value.clone();
  }

  byte[] rawBytes() {
    return value;
  }

  /** The first eight bytes as a number, for choosing by chance: uniform over all longs. */
  public long toLong() {
    long number = 0;
    for (int i = 0; i < 8; i++) number = number << 8 | value[i] & 0xff;
    return number;
  }

  /** The first eight digits, for logs. */
  public String abbreviated() {
    return HexFormat.of().formatHex(value, 0, 4);
  }

  @Override
  public int compareTo(Hash other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(value, hash.value);
  }

  @Override
  public int hashCode() {
    return (value[0] & 0xff) << 24
        | (value[1] & 0xff) << 16
        | (value[2] & 0xff) << 8
        | value[3] & 0xff;
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(value);
  }
}
