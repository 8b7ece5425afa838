package io.pouw.learning.kernel;

import static io.pouw.learning.kernel.Transcendental.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Transcendental} on lanes: each operation stands where it stands there. */
final class VectorTranscendental {
  /** At most 16 lanes, the strands of a row's sum. */
  static final VectorSpecies<Float> LANES =
      FloatVector.SPECIES_PREFERRED.length() > RowKernels.STRANDS
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  static final int WIDTH = LANES.length();

  private static final int SIGN = 0x80000000;

  private VectorTranscendental() {}

  static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(LANES, x, at);
  }

  static FloatVector all(float value) {
    return FloatVector.broadcast(LANES, value);
  }

  static FloatVector exp(FloatVector x) {
    FloatVector z = x.blend(EXP_HIGH, x.compare(VectorOperators.GT, EXP_HIGH));
    z = z.blend(EXP_LOW, z.compare(VectorOperators.LT, EXP_LOW));
    FloatVector shifted = z.fma(all(LOG2_E), all(TO_WHOLE));
    FloatVector n = shifted.sub(TO_WHOLE);
    FloatVector r = n.fma(all(-LN2_LOW), n.fma(all(-LN2_HIGH), z));
    FloatVector p = r.fma(all(E5), all(E4));
    p = p.fma(r, all(E3));
    p = p.fma(r, all(E2));
    p = p.fma(r, all(E1));
    p = p.fma(r, all(E0));
    FloatVector y = r.mul(r).fma(p, r).add(1f);
    IntVector exponent = shifted.reinterpretAsInts().sub(TO_WHOLE_BITS);
    IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
    // Powers of two, here and not in a method: the compiler may refuse to inline one it compiled.
    IntVector rest = exponent.sub(half);
    FloatVector power = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    y = y.mul(power);
    return y.mul(rest.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
  }

  static FloatVector log(FloatVector x) {
    var subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    FloatVector scaled = x.mul(all(1f).blend(0x1p25f, subnormal));
    IntVector bits = scaled.reinterpretAsInts().sub(SQRT_HALF_BITS);
    FloatVector f = bits.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsFloats().sub(1f);
    FloatVector whole =
        bits.lanewise(VectorOperators.ASHR, 23)
            .add(TO_WHOLE_BITS)
            .reinterpretAsFloats()
            .sub(TO_WHOLE);
    FloatVector exponent = whole.sub(all(0f).blend(25f, subnormal));
    FloatVector y = logarithm(f, exponent);
    y = all(Float.NaN).blend(y, x.compare(VectorOperators.GT, 0f));
    y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
    return y.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
  }

  /** Apart, as a longer method would not be compiled into its callers. */
  private static FloatVector logarithm(FloatVector f, FloatVector exponent) {
    FloatVector p = f.fma(all(L8), all(L7));
    p = p.fma(f, all(L6));
    p = p.fma(f, all(L5));
    p = p.fma(f, all(L4));
    p = p.fma(f, all(L3));
    p = p.fma(f, all(L2));
    p = p.fma(f, all(L1));
    p = p.fma(f, all(L0));
    FloatVector square = f.mul(f);
    FloatVector y = exponent.fma(all(LN2_LOW), f.mul(square).mul(p));
    return exponent.fma(all(LN2_HIGH), f.add(square.fma(all(-0.5f), y)));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector square = a.mul(a);
    FloatVector p = square.fma(all(T4), all(T3));
    p = p.fma(square, all(T2));
    p = p.fma(square, all(T1));
    p = p.fma(square, all(T0));
    FloatVector small = a.mul(square).fma(p, a);
    FloatVector great = all(1f).sub(all(2f).div(exp(a.add(a)).add(1f)));
    FloatVector y = great.blend(small, a.compare(VectorOperators.LT, TANH_SMALL));
    IntVector sign = x.reinterpretAsInts().and(SIGN);
    return y.reinterpretAsInts().and(~SIGN).or(sign).reinterpretAsFloats();
  }

  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = exp(x.abs().neg());
    return all(1f).blend(e, x.compare(VectorOperators.LT, 0f)).div(e.add(1f));
  }

  static FloatVector gelu(FloatVector x) {
    FloatVector z = x.blend(-GELU_BOUND, x.compare(VectorOperators.LT, -GELU_BOUND));
    return z.mul(sigmoid(z.mul(z.mul(z).fma(all(GELU_CUBIC), all(GELU_LINEAR)))));
  }

  /** The first half of {@link Transcendental#geluSlope}: its e. */
  static FloatVector geluDecay(FloatVector x) {
    FloatVector z = bounded(x);
    return exp(z.mul(z.mul(z).fma(all(GELU_CUBIC), all(GELU_LINEAR))).abs().neg());
  }

  /** The second half. One method for both has more nodes than the compiler inlines. */
  static FloatVector geluSlope(FloatVector x, FloatVector e) {
    FloatVector z = bounded(x);
    FloatVector square = z.mul(z);
    FloatVector v = z.mul(square.fma(all(GELU_CUBIC), all(GELU_LINEAR)));
    FloatVector q = all(1f).div(e.add(1f));
    FloatVector s = all(1f).blend(e, v.compare(VectorOperators.LT, 0f)).mul(q);
    return z.mul(e.mul(q).mul(q)).fma(square.fma(all(GELU_SLOPE), all(GELU_LINEAR)), s);
  }

  private static FloatVector bounded(FloatVector x) {
    FloatVector z = x.blend(-GELU_BOUND, x.compare(VectorOperators.LT, -GELU_BOUND));
    return z.blend(GELU_BOUND, z.compare(VectorOperators.GT, GELU_BOUND));
  }
}
