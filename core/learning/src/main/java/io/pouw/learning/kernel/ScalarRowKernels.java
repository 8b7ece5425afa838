package io.pouw.learning.kernel;

import java.util.Arrays;

/** The definition, as plain loops. */
final class ScalarRowKernels extends TableRows {
  private final float[] strands = new float[STRANDS];

  /** Buffers of one row each. */
  private float[] weighted = new float[0];

  private float[] normal = new float[0];

  ScalarRowKernels() {
    super(new ScalarElementwise());
  }

  /** The sum of the strands: 16 to 8 to 4 to 2 to 1, each l taking l + w. */
  static float fold(float[] strands) {
    float s0 = strands[0] + strands[8];
    float s1 = strands[1] + strands[9];
    float s2 = strands[2] + strands[10];
    float s3 = strands[3] + strands[11];
    float s4 = strands[4] + strands[12];
    float s5 = strands[5] + strands[13];
    float s6 = strands[6] + strands[14];
    float s7 = strands[7] + strands[15];
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  @Override
  public float sum(float[] x, int from, int count) {
    Arrays.fill(strands, 0f);
    for (int i = 0; i < count; i++) strands[i % STRANDS] += x[from + i];
    return fold(strands);
  }

  @Override
  public float squaredNorm(float[] x, int from, int count) {
    return dot(x, from, x, from, count);
  }

  @Override
  public float dot(float[] x, int xFrom, float[] y, int yFrom, int count) {
    Arrays.fill(strands, 0f);
    for (int i = 0; i < count; i++) {
      int l = i % STRANDS;
      strands[l] = Math.fma(x[xFrom + i], y[yFrom + i], strands[l]);
    }
    return fold(strands);
  }

  @Override
  public float max(float[] x, int from, int count) {
    float greatest = x[from];
    for (int i = 1; i < count; i++) greatest = Math.max(greatest, x[from + i]);
    return greatest;
  }

  @Override
  public void softmax(
      float[] x, int xFrom, float[] y, int yFrom, int rows, int width, int valid, int growth) {
    for (int r = 0; r < rows; r++) {
      int length = Math.min(width, valid + r * growth);
      int to = yFrom + r * width;
      float share = 1f / exponentials(x, xFrom + r * width, y, to, length);
      for (int j = 0; j < length; j++) y[to + j] *= share;
      Arrays.fill(y, to + length, to + width, 0f);
    }
  }

  /** Sets y to exp(x - max(x)); returns its sum. */
  private float exponentials(float[] x, int xFrom, float[] y, int yFrom, int count) {
    float greatest = max(x, xFrom, count);
    for (int j = 0; j < count; j++) y[yFrom + j] = Transcendental.exp(x[xFrom + j] - greatest);
    return sum(y, yFrom, count);
  }

  @Override
  public void softmaxGradient(
      float[] y, int yFrom, float[] dy, int dyFrom, int rows, int width, int valid, int growth) {
    for (int r = 0; r < rows; r++) {
      int length = Math.min(width, valid + r * growth);
      int from = yFrom + r * width;
      int to = dyFrom + r * width;
      float s = dot(y, from, dy, to, length);
      for (int j = 0; j < length; j++) dy[to + j] = y[from + j] * (dy[to + j] - s);
      Arrays.fill(dy, to + length, to + width, 0f);
    }
  }

  @Override
  public double softmaxCrossEntropy(
      float[] x,
      int xFrom,
      float[] classes,
      int classesFrom,
      float[] gradient,
      int gradientFrom,
      int rows,
      int width,
      float share,
      double before) {
    double loss = before;
    for (int r = 0; r < rows; r++) {
      int from = xFrom + r * width;
      int to = gradientFrom + r * width;
      int wanted = whole(classes[classesFrom + r], width, "a class");
      if (wanted < 0) {
        Arrays.fill(gradient, to, to + width, 0f);
        continue;
      }
      float margin = x[from + wanted] - max(x, from, width);
      float sum = exponentials(x, from, gradient, to, width);
      float part = 1f / sum;
      for (int j = 0; j < width; j++) gradient[to + j] *= part;
      gradient[to + wanted] -= 1f;
      for (int j = 0; j < width; j++) gradient[to + j] *= share;
      loss += Transcendental.log(sum) - margin;
    }
    return loss;
  }

  @Override
  public void layerNorm(
      float[] x,
      int xFrom,
      float[] scale,
      int scaleFrom,
      float[] y,
      int yFrom,
      float[] mean,
      float[] inverse,
      int first,
      int end,
      int width,
      float epsilon) {
    for (int r = first; r < end; r++) {
      int from = xFrom + r * width;
      int to = yFrom + r * width;
      mean[r] = sum(x, from, width) / width;
      for (int j = 0; j < width; j++) y[to + j] = x[from + j] - mean[r];
      inverse[r] = 1f / (float) Math.sqrt(squaredNorm(y, to, width) / width + epsilon);
      for (int j = 0; j < width; j++)
        y[to + j] =
            Math.fma(y[to + j] * inverse[r], scale[scaleFrom + j], scale[scaleFrom + width + j]);
    }
  }

  @Override
  public void layerNormGradient(
      float[] dy,
      int dyFrom,
      float[] x,
      int xFrom,
      float[] scale,
      int scaleFrom,
      float[] mean,
      float[] inverse,
      float[] dx,
      int dxFrom,
      int first,
      int end,
      int width) {
    if (weighted.length < width) weighted = new float[width];
    if (normal.length < width) normal = new float[width];
    float[] g = weighted;
    float[] n = normal;
    for (int r = first; r < end; r++) {
      int from = xFrom + r * width;
      int at = dyFrom + r * width;
      int to = dxFrom + r * width;
      for (int j = 0; j < width; j++) {
        n[j] = (x[from + j] - mean[r]) * inverse[r];
        g[j] = dy[at + j] * scale[scaleFrom + j];
      }
      float a = sum(g, 0, width) / width;
      float b = dot(g, 0, n, 0, width) / width;
      for (int j = 0; j < width; j++) dx[to + j] = inverse[r] * Math.fma(-n[j], b, g[j] - a);
    }
  }

  @Override
  public void layerNormScaleGradient(
      float[] dy,
      int dyFrom,
      float[] x,
      int xFrom,
      float[] mean,
      float[] inverse,
      float[] dscale,
      int dscaleFrom,
      int rows,
      int width,
      int column,
      int end,
      boolean resume) {
    for (int j = column; j < end; j++) {
      float scales = resume ? dscale[dscaleFrom + j] : 0f;
      float shifts = resume ? dscale[dscaleFrom + width + j] : 0f;
      for (int r = 0; r < rows; r++) {
        float d = dy[dyFrom + r * width + j];
        scales = Math.fma(d, (x[xFrom + r * width + j] - mean[r]) * inverse[r], scales);
        shifts += d;
      }
      dscale[dscaleFrom + j] = scales;
      dscale[dscaleFrom + width + j] = shifts;
    }
  }
}
