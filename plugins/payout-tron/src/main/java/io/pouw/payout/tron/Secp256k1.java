package io.pouw.payout.tron;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * Recoverable ECDSA over secp256k1: deterministic (RFC 6979 with SHA-256), with the low s of
 * Ethereum and Bitcoin. A signature is r, s (32 bytes each) and the recovery id, 0 or 1.
 */
public final class Secp256k1 {
  static final int SIGNATURE_BYTES = 65;
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
  static final BigInteger ORDER = CURVE.getN();
  private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);
  private static final int WORD = 32;

  private Secp256k1() {}

  /** Whether a number can be a private key. */
  static boolean isKey(BigInteger secret) {
    return secret.signum() > 0 && secret.compareTo(ORDER) < 0;
  }

  static ECPoint publicKey(BigInteger secret) {
    return new FixedPointCombMultiplier().multiply(CURVE.getG(), secret).normalize();
  }

  /** Signs a hash of 32 bytes. */
  static byte[] sign(byte[] hash, BigInteger secret) {
    var nonces = new HMacDSAKCalculator(new SHA256Digest());
    nonces.init(ORDER, secret, hash);
    var z = new BigInteger(1, hash);
    while (true) {
      BigInteger k = nonces.nextK();
      ECPoint point = publicKey(k);
      BigInteger x = point.getAffineXCoord().toBigInteger();
      BigInteger r = x.mod(ORDER);
      BigInteger s = k.modInverse(ORDER).multiply(z.add(r.multiply(secret))).mod(ORDER);
      // A point beyond the order, one in 2^128, would need recovery ids that TRON does not take.
      if (r.signum() == 0 || s.signum() == 0 || !x.equals(r)) continue;
      boolean odd = point.getAffineYCoord().toBigInteger().testBit(0);
      boolean high = s.compareTo(HALF_ORDER) > 0;
      return signature(r, high ? ORDER.subtract(s) : s, odd ^ high);
    }
  }

  private static byte[] signature(BigInteger r, BigInteger s, boolean odd) {
    var signature = new byte[SIGNATURE_BYTES];
    put(r, signature, 0);
    put(s, signature, WORD);
    signature[2 * WORD] = (byte) (odd ? 1 : 0);
    return signature;
  }

  private static void put(BigInteger number, byte[] into, int offset) {
    byte[] raw = number.toByteArray();
    int length = Math.min(raw.length, WORD);
    System.arraycopy(raw, raw.length - length, into, offset + WORD - length, length);
  }

  /**
   * Who signed a hash; empty if it is no signature. Takes recovery ids 0 and 1 as well as 27 and
   * 28, as java-tron does.
   */
  public static Optional<TronAddress> recover(byte[] hash, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) return Optional.empty();
    var r = new BigInteger(1, Arrays.copyOf(signature, WORD));
    var s = new BigInteger(1, Arrays.copyOfRange(signature, WORD, 2 * WORD));
    int id = signature[2 * WORD] & 0xff;
    if (id >= 27) id -= 27;
    if (id > 1 || !isKey(r) || !isKey(s)) return Optional.empty();
    Optional<ECPoint> point = point(r, id == 1);
    return point.flatMap(each -> signer(hash, r, s, each));
  }

  private static Optional<ECPoint> point(BigInteger x, boolean odd) {
    byte[] compressed = new byte[1 + WORD];
    compressed[0] = (byte) (odd ? 3 : 2);
    put(x, compressed, 1);
    try {
      return Optional.of(CURVE.getCurve().decodePoint(compressed));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no point has this x
    }
  }

  private static Optional<TronAddress> signer(
      byte[] hash, BigInteger r, BigInteger s, ECPoint point) {
    BigInteger inverse = r.modInverse(ORDER);
    BigInteger ofGenerator = new BigInteger(1, hash).negate().multiply(inverse).mod(ORDER);
    BigInteger ofPoint = s.multiply(inverse).mod(ORDER);
    ECPoint key =
        ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), ofGenerator, point, ofPoint).normalize();
    return key.isInfinity() ? Optional.empty() : Optional.of(TronAddress.ofKey(key));
  }
}
