package io.pouw.learning.encoding;

/**
 * The brain floating-point format: the upper 16 bits of a binary32, 8 bits of significand and the
 * whole range of exponents.
 */
final class BFloat16 {
  static final short MAX = 0x7f7f;
  private static final int HIDDEN_BITS = 16;
  private static final int SIGN = 0x8000;

  private BFloat16() {}

  /**
   * The nearest one, of two equally near the even one. A finite number for which that would be
   * infinite becomes the greatest finite one of its sign.
   */
  static short round(float value) {
    int bits = Float.floatToRawIntBits(value);
    int even = bits >>> HIDDEN_BITS & 1;
    int rounded = bits + 0x7fff + even >>> HIDDEN_BITS;
    boolean overflow = (rounded & ~SIGN) > MAX;
    return (short) (overflow ? rounded & SIGN | MAX : rounded);
  }

  static float toFloat(short bits) {
    return Float.intBitsToFloat(bits << HIDDEN_BITS);
  }
}
