package io.pouw.primitives;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519Field;

/**
 * A point of the curve edwards25519 in extended homogeneous coordinates (RFC 8032, section 5.1.4).
 * Immutable. BouncyCastle does the arithmetic of the field; a sum or difference there may be
 * multiplied without a carry, which the formulas below keep to.
 */
final class EdwardsPoint {
  static final int BYTES = 32;

  /** d = -121665/121666 and twice that, of the curve equation -x^2 + y^2 = 1 + d x^2 y^2. */
  private static final int[] D = curveConstant();

  private static final int[] TWICE_D = product(D, 2);

  static final EdwardsPoint IDENTITY =
      new EdwardsPoint(X25519Field.create(), one(), one(), X25519Field.create());

  /** The generator: y = 4/5, x even. */
  static final EdwardsPoint BASE = base();

  private final int[] x;
  private final int[] y;
  private final int[] z;
  private final int[] t;

  private EdwardsPoint(int[] x, int[] y, int[] z, int[] t) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.t = t;
  }

  /** The point of a canonical encoding (RFC 8032, section 5.1.3); empty for any other bytes. */
  static Optional<EdwardsPoint> decode(byte[] encoded) {
    byte[] low = Arrays.copyOf(encoded, BYTES);
    int sign = low[BYTES - 1] >>> 7 & 1;
    low[BYTES - 1] &= 0x7f;
    int[] y = X25519Field.create();
    X25519Field.decode255(low, y);
    if (!isCanonical(y, low)) return Optional.empty();
    int[] u = X25519Field.create();
    int[] v = X25519Field.create();
    X25519Field.sqr(y, u);
    X25519Field.mul(D, u, v);
    X25519Field.subOne(u);
    X25519Field.addOne(v);
    int[] x = X25519Field.create();
    if (!X25519Field.sqrtRatioVar(u, v, x)) return Optional.empty();
    X25519Field.normalize(x);
    if (sign == 1 && X25519Field.isZeroVar(x)) return Optional.empty();
    if ((x[0] & 1) != sign) {
      X25519Field.negate(x, x);
      X25519Field.normalize(x);
    }
    int[] t = X25519Field.create();
    X25519Field.mul(x, y, t);
    return Optional.of(new EdwardsPoint(x, y, one(), t));
  }

  byte[] encode() {
    int[] inverse = X25519Field.create();
    int[] affineX = X25519Field.create();
    int[] affineY = X25519Field.create();
    X25519Field.inv(z, inverse);
    X25519Field.mul(x, inverse, affineX);
    X25519Field.mul(y, inverse, affineY);
    X25519Field.normalize(affineX);
    X25519Field.normalize(affineY);
    byte[] encoded = new byte[BYTES];
    X25519Field.encode(affineY, encoded);
    encoded[BYTES - 1] |= (byte) ((affineX[0] & 1) << 7);
    return encoded;
  }

  /** Complete: right for all pairs of points, equal ones too. */
  EdwardsPoint plus(EdwardsPoint other) {
    int[] a = X25519Field.create();
    int[] b = X25519Field.create();
    int[] c = X25519Field.create();
    int[] d = X25519Field.create();
    X25519Field.apm(y, x, b, a);
    X25519Field.apm(other.y, other.x, d, c);
    X25519Field.mul(a, c, a);
    X25519Field.mul(b, d, b);
    X25519Field.mul(t, other.t, c);
    X25519Field.mul(c, TWICE_D, c);
    X25519Field.add(z, z, d);
    X25519Field.mul(d, other.z, d);
    int[] e = X25519Field.create();
    int[] f = X25519Field.create();
    int[] g = X25519Field.create();
    int[] h = X25519Field.create();
    X25519Field.apm(b, a, h, e);
    X25519Field.apm(d, c, g, f);
    return completed(e, f, g, h);
  }

  EdwardsPoint twice() {
    int[] a = X25519Field.create();
    int[] b = X25519Field.create();
    int[] c = X25519Field.create();
    int[] e = X25519Field.create();
    int[] g = X25519Field.create();
    int[] h = X25519Field.create();
    X25519Field.add(x, y, e);
    X25519Field.sqr(x, a);
    X25519Field.sqr(y, b);
    X25519Field.sqr(z, c);
    X25519Field.add(c, c, c);
    X25519Field.apm(a, b, h, g);
    X25519Field.sqr(e, e);
    X25519Field.sub(h, e, e);
    X25519Field.add(c, g, c);
    X25519Field.carry(c);
    return completed(e, c, g, h);
  }

  /** x = ef, y = gh, z = fg, t = eh. */
  private static EdwardsPoint completed(int[] e, int[] f, int[] g, int[] h) {
    return new EdwardsPoint(product(e, f), product(g, h), product(f, g), product(e, h));
  }

  EdwardsPoint negated() {
    int[] minusX = X25519Field.create();
    int[] minusT = X25519Field.create();
    X25519Field.negate(x, minusX);
    X25519Field.negate(t, minusT);
    return new EdwardsPoint(minusX, y, z, minusT);
  }

  /** Eight times this point: in the subgroup of prime order, whatever this one was. */
  EdwardsPoint timesCofactor() {
    return twice().twice().twice();
  }

  boolean isIdentity() {
    int[] normalX = normal(x);
    int[] normalY = normal(y);
    return X25519Field.isZeroVar(normalX) && X25519Field.areEqualVar(normalY, normal(z));
  }

  /** Which point of the table stands at the index, found without a branch or address from it. */
  static EdwardsPoint select(EdwardsPoint[] table, int index) {
    var chosen =
        new EdwardsPoint(
            X25519Field.create(), X25519Field.create(), X25519Field.create(), X25519Field.create());
    for (int i = 0; i < table.length; i++) {
      int mask = (i ^ index) - 1 >> 31;
      X25519Field.cmov(mask, table[i].x, 0, chosen.x, 0);
      X25519Field.cmov(mask, table[i].y, 0, chosen.y, 0);
      X25519Field.cmov(mask, table[i].z, 0, chosen.z, 0);
      X25519Field.cmov(mask, table[i].t, 0, chosen.t, 0);
    }
    return chosen;
  }

  private static boolean isCanonical(int[] element, byte[] encoded) {
    byte[] canonical = new byte[BYTES];
    X25519Field.encode(normal(element), canonical);
    return Arrays.equals(canonical, encoded);
  }

  private static int[] normal(int[] element) {
    int[] copy = element.clone();
    X25519Field.normalize(copy);
    return copy;
  }

  private static int[] one() {
    int[] one = X25519Field.create();
    X25519Field.one(one);
    return one;
  }

  private static int[] product(int[] left, int[] right) {
    int[] product = X25519Field.create();
    X25519Field.mul(left, right, product);
    return product;
  }

  private static int[] product(int[] element, int factor) {
    int[] product = X25519Field.create();
    X25519Field.mul(element, factor, product);
    return product;
  }

  private static int[] ratio(int numerator, int denominator) {
    int[] inverse = X25519Field.create();
    X25519Field.inv(product(one(), denominator), inverse);
    return product(inverse, numerator);
  }

  private static int[] curveConstant() {
    int[] d = ratio(121665, 121666);
    X25519Field.negate(d, d);
    X25519Field.normalize(d);
    return d;
  }

  private static EdwardsPoint base() {
    byte[] encoded = new byte[BYTES];
    X25519Field.encode(normal(ratio(4, 5)), encoded);
    return decode(encoded).orElseThrow(() -> new AssertionError("the generator is on the curve"));
  }
}
