package io.pouw.primitives;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 key pair (RFC 8032). Signatures are over the 32-byte domain-separated hash of the
 * message. Never printed; {@link #toString()} shows the public half only.
 */
public final class KeyPair {
  public static final int SEED_BYTES = 32;

  private final byte[] seed;
  private final PublicKey publicKey;

  private KeyPair(byte[] seed, PublicKey publicKey) {
    this.seed = seed;
    this.publicKey = publicKey;
  }

  /** The key pair of a 32-byte private seed, which must come from a secure random source. */
  public static KeyPair fromSeed(byte[] seed) {
    if (seed.length != SEED_BYTES)
      throw new IllegalArgumentException("a private seed has 32 bytes, not " + seed.length);
    byte[] publicBytes = new byte[PublicKey.BYTES];
    Ed25519.generatePublicKey(seed, 0, publicBytes, 0);
    return new KeyPair(seed.clone(), PublicKey.of(publicBytes));
  }

  public PublicKey publicKey() {
    return publicKey;
  }

  public Address address() {
    return publicKey.address();
  }

  /** The private seed, for the keystore and the TLS certificate alone. */
  public byte[] seed() {
    return seed.clone();
  }

  public Signature sign(Domain domain, byte[] message) {
    byte[] digest = Hash.of(domain, message).rawBytes();
    byte[] signature = new byte[Signature.BYTES];
    Ed25519.sign(seed, 0, publicKey.toBytes(), 0, null, digest, 0, digest.length, signature, 0);
    return Signature.of(signature);
  }

  @Override
  public String toString() {
    return "KeyPair[" + publicKey + "]";
  }
}
