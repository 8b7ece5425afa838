package io.pouw.payout.tron;

import java.math.BigInteger;
import java.security.SecureRandom;

/** A private key of TRON. Signs; does not show itself. */
public final class TronKey {
  private static final int BITS = 256;

  private final BigInteger secret;
  private final TronAddress address;

  private TronKey(BigInteger secret) {
    this.secret = secret;
    this.address = TronAddress.ofKey(Secp256k1.publicKey(secret));
  }

  /**
   * Of 32 bytes.
   *
   * @throws IllegalArgumentException if they are no key of the curve
   */
  public static TronKey of(byte[] bytes) {
    var secret = new BigInteger(1, bytes);
    if (bytes.length != BITS / 8 || !Secp256k1.isKey(secret))
      throw new IllegalArgumentException("not a private key of secp256k1");
    return new TronKey(secret);
  }

  /** A new one. */
  public static TronKey generate(SecureRandom random) {
    while (true) {
      var secret = new BigInteger(BITS, random);
      if (Secp256k1.isKey(secret)) return new TronKey(secret);
    }
  }

  public TronAddress address() {
    return address;
  }

  /** Signs a hash of 32 bytes: 65 bytes, see {@link Secp256k1}. */
  public byte[] sign(byte[] hash) {
    return Secp256k1.sign(hash, secret);
  }

  /** For the keystore alone. */
  byte[] secretBytes() {
    byte[] raw = secret.toByteArray();
    var bytes = new byte[BITS / 8];
    int length = Math.min(raw.length, bytes.length);
    System.arraycopy(raw, raw.length - length, bytes, bytes.length - length, length);
    return bytes;
  }
}
