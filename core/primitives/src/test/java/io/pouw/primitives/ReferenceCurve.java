package io.pouw.primitives;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * edwards25519 in affine coordinates over BigInteger, straight from RFC 7748 and RFC 8032: slow,
 * obvious, and sharing nothing with the code under test.
 */
final class ReferenceCurve {
  static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  static final BigInteger ORDER =
      new BigInteger(
          "7237005577332262213973186563042994240857116359379907606001950938285454250989");
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
  static final Point IDENTITY = new Point(BigInteger.ZERO, BigInteger.ONE);
  static final Point BASE =
      new Point(
          new BigInteger(
              "15112221349535400772501151409588531511454012693041857206046113283949847762202"),
          new BigInteger(
              "46316835694926478169428394003475163141307993866256225615783033603165251855960"));

  private ReferenceCurve() {}

  record Point(BigInteger x, BigInteger y) {
    Point plus(Point o) {
      BigInteger cross = D.multiply(x).multiply(o.x).multiply(y).multiply(o.y).mod(P);
      BigInteger newX =
          x.multiply(o.y).add(y.multiply(o.x)).multiply(BigInteger.ONE.add(cross).modInverse(P));
      BigInteger newY =
          y.multiply(o.y)
              .add(x.multiply(o.x))
              .multiply(BigInteger.ONE.subtract(cross).modInverse(P));
      return new Point(newX.mod(P), newY.mod(P));
    }

    Point negated() {
      return new Point(x.negate().mod(P), y);
    }

    Point times(BigInteger scalar) {
      Point sum = IDENTITY;
      for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
        sum = sum.plus(sum);
        if (scalar.testBit(bit)) sum = sum.plus(this);
      }
      return sum;
    }

    byte[] encode() {
      byte[] bytes = littleEndian(y, 32);
      if (x.testBit(0)) bytes[31] |= (byte) 0x80;
      return bytes;
    }
  }

  /** The point of a canonical encoding, null if there is none. */
  static @Nullable Point decode(byte[] encoded) {
    byte[] low = Arrays.copyOf(encoded, 32);
    boolean odd = low[31] < 0;
    low[31] &= 0x7f;
    BigInteger y = number(low);
    if (y.compareTo(P) >= 0) return null;
    BigInteger square = y.multiply(y).mod(P);
    BigInteger xSquare =
        square
            .subtract(BigInteger.ONE)
            .multiply(D.multiply(square).add(BigInteger.ONE).modInverse(P))
            .mod(P);
    BigInteger x = xSquare.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!x.multiply(x).mod(P).equals(xSquare))
      x = x.multiply(BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P)).mod(P);
    if (!x.multiply(x).mod(P).equals(xSquare)) return null;
    if (x.signum() == 0 && odd) return null;
    return new Point(x.testBit(0) == odd ? x : P.subtract(x), y);
  }

  static BigInteger number(byte[] littleEndian) {
    BigInteger number = BigInteger.ZERO;
    for (int i = littleEndian.length - 1; i >= 0; i--)
      number = number.shiftLeft(8).or(BigInteger.valueOf(littleEndian[i] & 0xff));
    return number;
  }

  static byte[] littleEndian(BigInteger number, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++)
      bytes[i] = number.shiftRight(8 * i).and(BigInteger.valueOf(255)).byteValue();
    return bytes;
  }
}
