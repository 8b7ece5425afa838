package io.pouw.payout.tron;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.ECPoint;

/**
 * An account or contract of TRON: 0x41 and the last 20 bytes of the public key's Keccak hash.
 * Written in base58check, beginning with T. The same on mainnet and the test networks.
 */
public final class TronAddress implements Comparable<TronAddress> {
  static final int BYTES = 21;
  private static final byte PREFIX = 0x41;

  private final byte[] bytes;

  private TronAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Takes the 21 bytes over.
   *
   * @throws IllegalArgumentException if there are others
   */
  public static TronAddress of(byte[] bytes) {
    if (bytes.length != BYTES || bytes[0] != PREFIX)
      throw new IllegalArgumentException(
          "%d bytes%s, expected 21 that begin with 41"
              .formatted(
                  bytes.length,
                  bytes.length == 0 ? "" : " that begin with %02x".formatted(bytes[0])));
    return new TronAddress(bytes.clone());
  }

  /**
   * Reads base58check.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static TronAddress parse(String text) {
    try {
      return of(Base58.decode(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is no TRON address: %s".formatted(text, e.getMessage()), e);
    }
  }

  public static TronAddress fromHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /** Of the low 20 bytes of a word, as a contract sees an address. */
  public static TronAddress ofWord(BigInteger word) {
    var bytes = new byte[BYTES];
    bytes[0] = PREFIX;
    byte[] raw = word.toByteArray();
    int length = Math.min(raw.length, BYTES - 1);
    System.arraycopy(raw, raw.length - length, bytes, BYTES - length, length);
    return new TronAddress(bytes);
  }

  static TronAddress ofKey(ECPoint publicKey) {
    byte[] encoded = publicKey.getEncoded(false);
    return ofWord(new BigInteger(1, Keccak.hash(Arrays.copyOfRange(encoded, 1, encoded.length))));
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** The 20 bytes after the prefix as a number. */
  public BigInteger word() {
    return new BigInteger(1, Arrays.copyOfRange(bytes, 1, BYTES));
  }

  @Override
  public int compareTo(TronAddress other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TronAddress address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Base58check. */
  @Override
  public String toString() {
    return Base58.encode(bytes);
  }
}
