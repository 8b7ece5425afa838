package io.pouw.primitives;

/** The multiples 0 to 15 of a point: scalar multiplication four bits at a time, over these. */
final class EdwardsMultiples {
  static final EdwardsMultiples BASE = new EdwardsMultiples(EdwardsPoint.BASE);

  private static final int WINDOW_VALUES = 16;

  private final EdwardsPoint[] multiples = new EdwardsPoint[WINDOW_VALUES];

  EdwardsMultiples(EdwardsPoint point) {
    multiples[0] = EdwardsPoint.IDENTITY;
    for (int i = 1; i < WINDOW_VALUES; i++) multiples[i] = multiples[i - 1].plus(point);
  }

  /**
   * The point times a little-endian scalar, which may be secret: neither the order of operations
   * nor the memory that is read depends on it.
   */
  EdwardsPoint times(byte[] scalar) {
    EdwardsPoint sum = EdwardsPoint.IDENTITY;
    for (int window = 2 * scalar.length - 1; window >= 0; window--) {
      sum = sum.twice().twice().twice().twice();
      sum = sum.plus(EdwardsPoint.select(multiples, nibble(scalar, window)));
    }
    return sum;
  }

  /** a P + b Q for public little-endian scalars, in time that depends on them. */
  static EdwardsPoint sum(byte[] a, EdwardsMultiples p, byte[] b, EdwardsMultiples q) {
    EdwardsPoint sum = EdwardsPoint.IDENTITY;
    for (int window = 2 * Math.max(a.length, b.length) - 1; window >= 0; window--) {
      sum = sum.twice().twice().twice().twice();
      int fromA = nibble(a, window);
      int fromB = nibble(b, window);
      if (fromA != 0) sum = sum.plus(p.multiples[fromA]);
      if (fromB != 0) sum = sum.plus(q.multiples[fromB]);
    }
    return sum;
  }

  private static int nibble(byte[] scalar, int window) {
    int at = window >>> 1;
    return at >= scalar.length ? 0 : scalar[at] >>> 4 * (window & 1) & 15;
  }
}
