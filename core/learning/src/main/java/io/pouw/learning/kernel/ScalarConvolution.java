package io.pouw.learning.kernel;

/**
 * The convolution in plain Java, for a JVM without the vector module: the chains of eight
 * neighbouring examples in local variables.
 */
final class ScalarConvolution extends PlannedConvolution {
  private static final int CHAINS = 8;

  @Override
  int blockRows(int rows) {
    return 1;
  }

  @Override
  int blockPixels(int height) {
    return 1;
  }

  @Override
  int blockTaps(int height) {
    return 1;
  }

  @Override
  void taps(
      TapProduct product,
      int pixel,
      int height,
      float[] weights,
      int weightsFrom,
      float[] planes,
      float[] out,
      int outFrom,
      int rowStep,
      int pixelStep) {
    int to = outFrom + product.pixelOut[pixel] * pixelStep;
    for (int lane = 0; lane < LANES; lane += CHAINS) {
      int in = product.pixelIn[pixel] + lane;
      float start = weights[weightsFrom];
      float s0 = start, s1 = start, s2 = start, s3 = start;
      float s4 = start, s5 = start, s6 = start, s7 = start;
      for (int k = 0; k < product.depth; k++) {
        int at = in + product.offset[k];
        float w = weights[weightsFrom + 1 + k];
        s0 = Math.fma(w, planes[at], s0);
        s1 = Math.fma(w, planes[at + 1], s1);
        s2 = Math.fma(w, planes[at + 2], s2);
        s3 = Math.fma(w, planes[at + 3], s3);
        s4 = Math.fma(w, planes[at + 4], s4);
        s5 = Math.fma(w, planes[at + 5], s5);
        s6 = Math.fma(w, planes[at + 6], s6);
        s7 = Math.fma(w, planes[at + 7], s7);
      }
      store(out, to + lane, s0, s1, s2, s3, s4, s5, s6, s7);
    }
  }

  @Override
  void strands(
      TapProduct product,
      int tap,
      int height,
      float[] gradient,
      int from,
      int lastRow,
      int rowStep,
      int pixelStep,
      float[] planes,
      float[] strands,
      int strandsFrom) {
    for (int lane = 0; lane < LANES; lane += CHAINS) {
      int s = strandsFrom + lane;
      float s0 = strands[s], s1 = strands[s + 1], s2 = strands[s + 2], s3 = strands[s + 3];
      float s4 = strands[s + 4], s5 = strands[s + 5], s6 = strands[s + 6], s7 = strands[s + 7];
      int in = product.offset[tap] + lane;
      int g = from + lane;
      for (int p = 0; p < product.pixels; p++) {
        int at = in + product.pixelIn[p];
        s0 = Math.fma(gradient[g], planes[at], s0);
        s1 = Math.fma(gradient[g + 1], planes[at + 1], s1);
        s2 = Math.fma(gradient[g + 2], planes[at + 2], s2);
        s3 = Math.fma(gradient[g + 3], planes[at + 3], s3);
        s4 = Math.fma(gradient[g + 4], planes[at + 4], s4);
        s5 = Math.fma(gradient[g + 5], planes[at + 5], s5);
        s6 = Math.fma(gradient[g + 6], planes[at + 6], s6);
        s7 = Math.fma(gradient[g + 7], planes[at + 7], s7);
        g += pixelStep;
      }
      store(strands, s, s0, s1, s2, s3, s4, s5, s6, s7);
    }
  }

  private static void store(
      float[] out,
      int to,
      float s0,
      float s1,
      float s2,
      float s3,
      float s4,
      float s5,
      float s6,
      float s7) {
    out[to] = s0;
    out[to + 1] = s1;
    out[to + 2] = s2;
    out[to + 3] = s3;
    out[to + 4] = s4;
    out[to + 5] = s5;
    out[to + 6] = s6;
    out[to + 7] = s7;
  }
}
