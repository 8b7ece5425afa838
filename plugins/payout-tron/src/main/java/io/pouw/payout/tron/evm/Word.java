package io.pouw.payout.tron.evm;

import java.math.BigInteger;
import java.util.Arrays;

/** Arithmetic on 256-bit words (Ethereum yellow paper, appendix H.2). Words are 0 to 2^256 - 1. */
final class Word {
  static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
  static final BigInteger MASK = MODULUS.subtract(BigInteger.ONE);
  private static final int BYTES = 32;
  private static final BigInteger SHIFT_LIMIT = BigInteger.valueOf(256);

  private Word() {}

  static BigInteger wrap(BigInteger value) {
    return value.signum() >= 0 && value.bitLength() <= 256 ? value : value.and(MASK);
  }

  /** Two's complement. */
  static BigInteger signed(BigInteger word) {
    return word.testBit(255) ? word.subtract(MODULUS) : word;
  }

  static BigInteger of(boolean truth) {
    return truth ? BigInteger.ONE : BigInteger.ZERO;
  }

  static BigInteger of(byte[] bytes) {
    return new BigInteger(1, bytes);
  }

  static byte[] bytes(BigInteger word) {
    byte[] raw = word.toByteArray();
    if (raw.length == BYTES) return raw;
    var bytes = new byte[BYTES];
    int length = Math.min(raw.length, BYTES);
    System.arraycopy(raw, raw.length - length, bytes, BYTES - length, length);
    return bytes;
  }

  static BigInteger divide(BigInteger a, BigInteger b) {
    return b.signum() == 0 ? BigInteger.ZERO : a.divide(b);
  }

  static BigInteger signedDivide(BigInteger a, BigInteger b) {
    return b.signum() == 0 ? BigInteger.ZERO : wrap(signed(a).divide(signed(b)));
  }

  static BigInteger modulo(BigInteger a, BigInteger b) {
    return b.signum() == 0 ? BigInteger.ZERO : a.mod(b);
  }

  /** Takes the sign of the dividend. */
  static BigInteger signedModulo(BigInteger a, BigInteger b) {
    return b.signum() == 0 ? BigInteger.ZERO : wrap(signed(a).remainder(signed(b)));
  }

  /** The sign bit of byte {@code index}, counted from the lowest, fills what is above. */
  static BigInteger signExtend(BigInteger index, BigInteger value) {
    if (index.compareTo(BigInteger.valueOf(BYTES - 1)) >= 0) return value;
    int bit = index.intValue() * 8 + 7;
    BigInteger low = BigInteger.ONE.shiftLeft(bit + 1).subtract(BigInteger.ONE);
    return value.testBit(bit) ? wrap(value.or(MASK.andNot(low))) : value.and(low);
  }

  /** Byte {@code index}, counted from the highest. */
  static BigInteger byteAt(BigInteger index, BigInteger value) {
    if (index.compareTo(BigInteger.valueOf(BYTES)) >= 0) return BigInteger.ZERO;
    return value.shiftRight(8 * (BYTES - 1 - index.intValue())).and(BigInteger.valueOf(0xff));
  }

  static BigInteger shiftLeft(BigInteger shift, BigInteger value) {
    return shift.compareTo(SHIFT_LIMIT) >= 0
        ? BigInteger.ZERO
        : wrap(value.shiftLeft(shift.intValue()));
  }

  static BigInteger shiftRight(BigInteger shift, BigInteger value) {
    return shift.compareTo(SHIFT_LIMIT) >= 0 ? BigInteger.ZERO : value.shiftRight(shift.intValue());
  }

  static BigInteger signedShiftRight(BigInteger shift, BigInteger value) {
    int by = shift.compareTo(SHIFT_LIMIT) >= 0 ? 256 : shift.intValue();
    return wrap(signed(value).shiftRight(by));
  }

  /** {@code length} bytes from {@code offset}, zeros beyond the end. */
  static byte[] slice(byte[] from, BigInteger offset, int length) {
    if (offset.bitLength() > 31 || offset.intValue() >= from.length) return new byte[length];
    int start = offset.intValue();
    return Arrays.copyOf(
        Arrays.copyOfRange(from, start, Math.min(from.length, start + length)), length);
  }
}
