package io.pouw.task.tribuo.method;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;

/**
 * One support vector machine: its decision is the sum of the coefficients times the kernel with
 * each vector, less rho.
 *
 * @param vectors rows of features
 * @param coefficients one a vector
 */
record SupportVectors(float[][] vectors, double[] coefficients, double rho) {
  private static final float FURTHEST = 1e30f;

  static SupportVectors decode(Decoder in, int maxVectors, int features) {
    double rho = finite(in);
    int count = in.u32();
    if (count > maxVectors)
      throw in.error(count + " support vectors, at most " + maxVectors + " can be");
    long bytes = count * ((long) features * Float.BYTES + Double.BYTES);
    if (in.remaining() < bytes)
      throw in.error("%d support vectors in %d bytes".formatted(count, in.remaining()));
    float[][] vectors = new float[count][features];
    double[] coefficients = new double[count];
    for (int i = 0; i < count; i++) {
      coefficients[i] = finite(in);
      for (int j = 0; j < features; j++) vectors[i][j] = feature(in);
    }
    return new SupportVectors(vectors, coefficients, rho);
  }

  private static double finite(Decoder in) {
    double value = Double.longBitsToDouble(in.i64());
    if (!Double.isFinite(value)) throw in.error("a coefficient of " + value);
    return value;
  }

  private static float feature(Decoder in) {
    int bits = 0;
    for (int i = 0; i < Float.BYTES; i++) bits = bits << 8 | in.u8();
    float value = Float.intBitsToFloat(bits);
    if (!(Math.abs(value) <= FURTHEST)) throw in.error("a feature of " + value);
    return value;
  }

  void encode(Encoder out) {
    out.i64(Double.doubleToLongBits(rho)).u32(vectors.length);
    for (int i = 0; i < vectors.length; i++) {
      out.i64(Double.doubleToLongBits(coefficients[i]));
      for (float value : vectors[i]) {
        int bits = Float.floatToIntBits(value);
        for (int shift = 24; shift >= 0; shift -= 8) out.u8(bits >>> shift & 0xff);
      }
    }
  }

  double decision(float[] row, KernelFunction kernel) {
    double sum = -rho;
    for (int i = 0; i < vectors.length; i++)
      sum = Math.fma(coefficients[i], kernel.of(vectors[i], row), sum);
    return sum;
  }
}
