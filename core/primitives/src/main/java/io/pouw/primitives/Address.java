package io.pouw.primitives;

import java.util.Arrays;

/**
 * The account of a key: the first 20 bytes of the domain-separated hash of the public key, written
 * in bech32m (BIP 350) with the prefix {@code pai}.
 */
public final class Address implements Comparable<Address> {
  public static final int BYTES = 20;
  public static final String PREFIX = "pai";

  private final byte[] value;

  private Address(byte[] value) {
    this.value = value;
  }

  public static Address of(byte[] value) {
    if (value.length != BYTES)
      throw new IllegalArgumentException("an address has 20 bytes, not " + value.length);
    return new Address(value.clone());
  }

  public static Address of(PublicKey key) {
    return new Address(Arrays.copyOf(Hash.of(Domain.ADDRESS, key).rawBytes(), BYTES));
  }

  /**
   * Parses {@code pai1...}.
   *
   * @throws IllegalArgumentException on a wrong prefix, character, checksum or length
   */
  public static Address parse(String text) {
    byte[] payload = Bech32m.decode(PREFIX, text);
    if (payload.length != BYTES)
      throw new IllegalArgumentException(
          "an address has 20 bytes, '" + text + "' has " + payload.length);
    return new Address(payload);
  }

  byte[] rawBytes() {
    return value;
  }

  public byte[] toBytes() {
    return value.clone();
  }

  /** The first characters, for logs and tables. */
  public String abbreviated() {
    return toString().substring(0, 12);
  }

  @Override
  public int compareTo(Address other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address address && Arrays.equals(value, address.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return Bech32m.encode(PREFIX, value);
  }
}
