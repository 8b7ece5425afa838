package io.pouw.primitives;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The verifiable random function ECVRF-EDWARDS25519-SHA512-TAI of RFC 9381: a value that only the
 * owner of a key can compute, that everybody can check, and of which there is exactly one for a key
 * and an input. So its owner may withhold it, but cannot choose it.
 */
public final class Vrf {
  static final int CHALLENGE_BYTES = 16;
  static final int SCALAR_BYTES = 32;

  /** The order of the subgroup, RFC 8032, section 5.1. */
  static final BigInteger ORDER =
      BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private static final byte SUITE = 3;
  private static final byte ENCODE_TO_CURVE = 1;
  private static final byte CHALLENGE = 2;
  private static final byte PROOF_TO_HASH = 3;
  private static final byte END = 0;

  private Vrf() {}

  /** The proof for this key and input (section 5.1). The same arguments give the same bytes. */
  public static VrfProof prove(KeyPair key, byte[] alpha) {
    byte[] expanded = sha512(key.seed());
    byte[] secret = clamped(expanded);
    byte[] publicBytes = key.publicKey().toBytes();
    EdwardsPoint hashed = encodeToCurve(publicBytes, alpha);
    byte[] hashedBytes = hashed.encode();
    var multiples = new EdwardsMultiples(hashed);
    byte[] gamma = multiples.times(secret).encode();
    byte[] nonce =
        bytes(number(sha512(Arrays.copyOfRange(expanded, SCALAR_BYTES, 64), hashedBytes)));
    byte[] challenge =
        challenge(
            publicBytes,
            hashedBytes,
            gamma,
            EdwardsMultiples.BASE.times(nonce).encode(),
            multiples.times(nonce).encode());
    BigInteger response = number(challenge).multiply(number(secret)).add(number(nonce));
    return VrfProof.of(gamma, challenge, bytes(response));
  }

  /**
   * Checks a proof (section 5.3, with validation of the key).
   *
   * @return the random value, equal to {@link VrfProof#output()}; empty if the proof is not that of
   *     this key and input, is not canonical, or the key is of small order
   */
  public static Optional<Hash> verify(PublicKey key, byte[] alpha, VrfProof proof) {
    return verifiedBeta(key, alpha, proof).map(Vrf::output);
  }

  /** The 64 bytes that RFC 9381 calls beta_string, if the proof holds. */
  static Optional<byte[]> verifiedBeta(PublicKey key, byte[] alpha, VrfProof proof) {
    byte[] keyBytes = key.toBytes();
    var owner = EdwardsPoint.decode(keyBytes).filter(point -> !point.timesCofactor().isIdentity());
    var gamma = EdwardsPoint.decode(proof.gamma());
    byte[] response = proof.response();
    if (owner.isEmpty() || gamma.isEmpty() || number(response).compareTo(ORDER) >= 0)
      return Optional.empty();
    byte[] challenge = proof.challenge();
    EdwardsPoint hashed = encodeToCurve(keyBytes, alpha);
    EdwardsPoint u =
        EdwardsMultiples.sum(
            response,
            EdwardsMultiples.BASE,
            challenge,
            new EdwardsMultiples(owner.get().negated()));
    EdwardsPoint v =
        EdwardsMultiples.sum(
            response,
            new EdwardsMultiples(hashed),
            challenge,
            new EdwardsMultiples(gamma.get().negated()));
    byte[] expected = challenge(keyBytes, hashed.encode(), proof.gamma(), u.encode(), v.encode());
    return Arrays.equals(expected, challenge) ? Optional.of(beta(gamma.get())) : Optional.empty();
  }

  /** Section 5.2. */
  static byte[] beta(EdwardsPoint gamma) {
    return sha512(
        new byte[] {SUITE, PROOF_TO_HASH}, gamma.timesCofactor().encode(), new byte[] {END});
  }

  static Hash output(byte[] beta) {
    return Hash.of(Domain.BEACON, beta);
  }

  /** Try and increment, section 5.4.1.1. One try in two meets the curve; 256 never fail. */
  static EdwardsPoint encodeToCurve(byte[] salt, byte[] alpha) {
    byte[] front = {SUITE, ENCODE_TO_CURVE};
    for (int attempt = 0; attempt < 256; attempt++) {
      byte[] digest = sha512(front, salt, alpha, new byte[] {(byte) attempt, END});
      var point =
          EdwardsPoint.decode(Arrays.copyOf(digest, EdwardsPoint.BYTES))
              .map(EdwardsPoint::timesCofactor)
              .filter(found -> !found.isIdentity());
      if (point.isPresent()) return point.get();
    }
    throw new AssertionError("no point in 256 tries, which has a chance of 2^-256");
  }

  /** Section 5.4.3. */
  private static byte[] challenge(byte[]... points) {
    byte[] text = new byte[2 + points.length * EdwardsPoint.BYTES + 1];
    text[0] = SUITE;
    text[1] = CHALLENGE;
    for (int i = 0; i < points.length; i++)
      System.arraycopy(points[i], 0, text, 2 + i * EdwardsPoint.BYTES, EdwardsPoint.BYTES);
    return Arrays.copyOf(sha512(text), CHALLENGE_BYTES);
  }

  /** The secret scalar of RFC 8032, section 5.1.5. */
  private static byte[] clamped(byte[] expanded) {
    byte[] scalar = Arrays.copyOf(expanded, SCALAR_BYTES);
    scalar[0] &= (byte) 0xf8;
    scalar[31] &= 0x7f;
    scalar[31] |= 0x40;
    return scalar;
  }

  /** A little-endian number. */
  private static BigInteger number(byte[] littleEndian) {
    return new BigInteger(1, reversed(littleEndian));
  }

  /** A number modulo the order of the subgroup, 32 bytes little-endian. */
  private static byte[] bytes(BigInteger number) {
    byte[] bigEndian = number.mod(ORDER).toByteArray();
    return Arrays.copyOf(reversed(bigEndian), SCALAR_BYTES);
  }

  private static byte[] reversed(byte[] value) {
    byte[] reversed = new byte[value.length];
    for (int i = 0; i < value.length; i++) reversed[i] = value[value.length - 1 - i];
    return reversed;
  }

  private static byte[] sha512(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      for (byte[] part : parts) digest.update(part);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-512", e);
    }
  }
}
