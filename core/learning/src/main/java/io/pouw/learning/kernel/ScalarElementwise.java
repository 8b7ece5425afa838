package io.pouw.learning.kernel;

import io.pouw.learning.random.Philox;
import java.util.Arrays;

/** The definition, as plain loops. */
final class ScalarElementwise implements Elementwise {
  private final int[] words = new int[Philox.BLOCK];

  @Override
  public void exp(float[] x, int xFrom, float[] y, int yFrom, int count) {
    for (int i = 0; i < count; i++) y[yFrom + i] = Transcendental.exp(x[xFrom + i]);
  }

  @Override
  public void log(float[] x, int xFrom, float[] y, int yFrom, int count) {
    for (int i = 0; i < count; i++) y[yFrom + i] = Transcendental.log(x[xFrom + i]);
  }

  @Override
  public void tanh(float[] x, int xFrom, float[] y, int yFrom, int count) {
    for (int i = 0; i < count; i++) y[yFrom + i] = Transcendental.tanh(x[xFrom + i]);
  }

  @Override
  public void sigmoid(float[] x, int xFrom, float[] y, int yFrom, int count) {
    for (int i = 0; i < count; i++) y[yFrom + i] = Transcendental.sigmoid(x[xFrom + i]);
  }

  @Override
  public void gelu(float[] x, int xFrom, float[] y, int yFrom, int count) {
    for (int i = 0; i < count; i++) y[yFrom + i] = Transcendental.gelu(x[xFrom + i]);
  }

  @Override
  public void sqrt(float[] x, int xFrom, float[] y, int yFrom, int count) {
    for (int i = 0; i < count; i++) y[yFrom + i] = (float) Math.sqrt(x[xFrom + i]);
  }

  @Override
  public void relu(float[] x, int xFrom, float[] y, int yFrom, int count) {
    for (int i = 0; i < count; i++) y[yFrom + i] = x[xFrom + i] <= 0f ? 0f : x[xFrom + i];
  }

  @Override
  public void reluGradient(float[] y, int yFrom, float[] dy, int dyFrom, int count) {
    for (int i = 0; i < count; i++) dy[dyFrom + i] = y[yFrom + i] > 0f ? dy[dyFrom + i] : 0f;
  }

  @Override
  public void tanhGradient(float[] y, int yFrom, float[] dy, int dyFrom, int count) {
    for (int i = 0; i < count; i++) dy[dyFrom + i] *= Math.fma(-y[yFrom + i], y[yFrom + i], 1f);
  }

  @Override
  public void sigmoidGradient(float[] y, int yFrom, float[] dy, int dyFrom, int count) {
    for (int i = 0; i < count; i++)
      dy[dyFrom + i] *= Math.fma(-y[yFrom + i], y[yFrom + i], y[yFrom + i]);
  }

  @Override
  public void geluGradient(float[] x, int xFrom, float[] dy, int dyFrom, int count) {
    for (int i = 0; i < count; i++) dy[dyFrom + i] *= Transcendental.geluSlope(x[xFrom + i]);
  }

  @Override
  public void add(float[] x, int xFrom, float[] y, int yFrom, int count) {
    for (int i = 0; i < count; i++) y[yFrom + i] += x[xFrom + i];
  }

  @Override
  public void multiply(float[] x, int xFrom, float[] y, int yFrom, int count) {
    for (int i = 0; i < count; i++) y[yFrom + i] *= x[xFrom + i];
  }

  @Override
  public void scale(float factor, float[] y, int yFrom, int count) {
    for (int i = 0; i < count; i++) y[yFrom + i] *= factor;
  }

  @Override
  public void axpy(float a, float[] x, int xFrom, float[] y, int yFrom, int count) {
    for (int i = 0; i < count; i++) y[yFrom + i] = Math.fma(a, x[xFrom + i], y[yFrom + i]);
  }

  @Override
  public void clamp(float bound, float[] y, int yFrom, int count) {
    for (int i = yFrom; i < yFrom + count; i++) {
      float low = y[i] < -bound ? -bound : y[i];
      y[i] = low > bound ? bound : low;
    }
  }

  @Override
  public void addRow(float[] row, int rowFrom, float[] y, int yFrom, int rows, int width) {
    for (int r = 0; r < rows; r++) add(row, rowFrom, y, yFrom + r * width, width);
  }

  @Override
  public void sumRows(
      float[] x, int xFrom, int rows, int width, float[] into, int intoFrom, boolean resume) {
    if (!resume) Arrays.fill(into, intoFrom, intoFrom + width, 0f);
    for (int r = 0; r < rows; r++) add(x, xFrom + r * width, into, intoFrom, width);
  }

  @Override
  public void sgd(float[] w, float[] g, int from, int count, float rate, float scale) {
    for (int i = from; i < from + count; i++) w[i] = Math.fma(-rate, g[i] * scale, w[i]);
  }

  @Override
  public void momentum(
      float[] w,
      float[] g,
      float[] v,
      int from,
      int count,
      float rate,
      float momentum,
      float scale) {
    for (int i = from; i < from + count; i++) {
      v[i] = Math.fma(momentum, v[i], g[i] * scale);
      w[i] = Math.fma(-rate, v[i], w[i]);
    }
  }

  @Override
  public void nesterov(
      float[] w,
      float[] g,
      float[] v,
      int from,
      int count,
      float rate,
      float momentum,
      float scale) {
    for (int i = from; i < from + count; i++) {
      float gradient = g[i] * scale;
      v[i] = Math.fma(momentum, v[i], gradient);
      w[i] = Math.fma(-rate, Math.fma(momentum, v[i], gradient), w[i]);
    }
  }

  @Override
  public void adam(float[] w, float[] g, float[] m, float[] v, int from, int count, AdamStep step) {
    float rest1 = 1f - step.beta1();
    float rest2 = 1f - step.beta2();
    for (int i = from; i < from + count; i++) {
      float gradient = g[i] * step.scale();
      m[i] = Math.fma(step.beta1(), m[i], rest1 * gradient);
      v[i] = Math.fma(step.beta2(), v[i], rest2 * gradient * gradient);
      float root = Math.fma((float) Math.sqrt(v[i]), step.root(), step.epsilon());
      w[i] = Math.fma(-step.rate(), m[i] / root, w[i] * step.keep());
    }
  }

  @Override
  public void drop(float[] x, int xFrom, float[] y, int yFrom, int count, DropMask mask) {
    int threshold = (int) mask.threshold();
    float factor = mask.factor();
    for (int i = 0; i < count; i++) {
      if (i % Philox.BLOCK == 0)
        Philox.fill(words, i / Philox.BLOCK, mask.step(), mask.layer(), mask.key0(), mask.key1());
      boolean kept = Integer.compareUnsigned(words[i % Philox.BLOCK], threshold) >= 0;
      y[yFrom + i] = kept ? x[xFrom + i] * factor : 0f;
    }
  }
}
