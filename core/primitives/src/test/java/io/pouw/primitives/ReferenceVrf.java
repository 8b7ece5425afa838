package io.pouw.primitives;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** RFC 9381 over {@link ReferenceCurve}, step by step as the text has it. */
final class ReferenceVrf {
  private ReferenceVrf() {}

  static byte[] prove(byte[] seed, byte[] alpha) {
    byte[] expanded = sha512(seed);
    byte[] low = Arrays.copyOf(expanded, 32);
    low[0] &= (byte) 248;
    low[31] &= 127;
    low[31] |= 64;
    BigInteger secret = ReferenceCurve.number(low);
    byte[] key = ReferenceCurve.BASE.times(secret).encode();
    ReferenceCurve.Point hashed = encodeToCurve(key, alpha);
    BigInteger nonce =
        ReferenceCurve.number(sha512(Arrays.copyOfRange(expanded, 32, 64), hashed.encode()))
            .mod(ReferenceCurve.ORDER);
    byte[] gamma = hashed.times(secret).encode();
    byte[] challenge =
        challenge(
            key,
            hashed.encode(),
            gamma,
            ReferenceCurve.BASE.times(nonce).encode(),
            hashed.times(nonce).encode());
    BigInteger response =
        ReferenceCurve.number(challenge).multiply(secret).add(nonce).mod(ReferenceCurve.ORDER);
    return join(gamma, challenge, ReferenceCurve.littleEndian(response, 32));
  }

  static ReferenceCurve.Point encodeToCurve(byte[] salt, byte[] alpha) {
    for (int attempt = 0; attempt < 256; attempt++) {
      byte[] digest =
          sha512(new byte[] {3, 1}, salt, alpha, new byte[] {(byte) attempt}, new byte[1]);
      ReferenceCurve.Point point = ReferenceCurve.decode(Arrays.copyOf(digest, 32));
      if (point == null) continue;
      ReferenceCurve.Point inSubgroup = point.times(BigInteger.valueOf(8));
      if (!inSubgroup.equals(ReferenceCurve.IDENTITY)) return inSubgroup;
    }
    throw new AssertionError("no point");
  }

  static byte[] challenge(byte[]... points) {
    return Arrays.copyOf(sha512(new byte[] {3, 2}, join(points), new byte[1]), 16);
  }

  private static byte[] join(byte[]... parts) {
    var joined = new ByteArrayOutputStream();
    for (byte[] part : parts) joined.writeBytes(part);
    return joined.toByteArray();
  }

  private static byte[] sha512(byte[]... parts) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(join(parts));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
