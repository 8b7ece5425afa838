package io.pouw.management.poot;

import io.pouw.primitives.Amounts;

/** Parts per million, rounded down. */
final class Ppm {
  static final int ONE = (int) Amounts.PPM;

  private Ppm() {}

  /** {@code part / whole}; 0 of nothing. */
  static int of(long part, long whole) {
    return whole == 0 ? 0 : (int) Amounts.scale(ONE, part, whole);
  }

  /** {@code x / (x + half)}: 0 for nothing, a half for {@code half}, never quite 1. */
  static int saturating(long x, long half) {
    return x == 0 ? 0 : of(x, Math.addExact(x, half));
  }

  static int times(int value, int factor) {
    return (int) ((long) value * factor / ONE);
  }

  /** {@code base^exponent} by squaring, rounded down at each step. */
  static int power(int base, long exponent) {
    int result = ONE;
    int square = base;
    for (long left = exponent; left > 0 && result > 0; left >>= 1) {
      if ((left & 1) == 1) result = times(result, square);
      square = times(square, square);
    }
    return result;
  }

  /** {@code (1 - share) * a + share * b}. */
  static int mix(int a, int b, int share) {
    return (int) (((long) a * (ONE - share) + (long) b * share) / ONE);
  }
}
