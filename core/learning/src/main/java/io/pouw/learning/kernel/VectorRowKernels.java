package io.pouw.learning.kernel;

import static io.pouw.learning.kernel.VectorTranscendental.WIDTH;
import static io.pouw.learning.kernel.VectorTranscendental.all;
import static io.pouw.learning.kernel.VectorTranscendental.load;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Rows on the Vector API: strands in lanes. */
final class VectorRowKernels extends TableRows {
  /** From this width on a row is worth a call of its own. */
  private static final int LONG_ROW = 4 * WIDTH;

  private final VectorElementwise elementwise;
  private final float[] strands = new float[STRANDS];

  /** Buffers of one row each. */
  private float[] weighted = new float[0];

  private float[] normal = new float[0];

  VectorRowKernels(VectorElementwise elementwise) {
    super(elementwise);
    this.elementwise = elementwise;
  }

  @Override
  public float sum(float[] x, int from, int count) {
    int whole = from + count - count % STRANDS;
    for (int part = 0; part < STRANDS; part += WIDTH) {
      FloatVector sum = all(0f);
      for (int i = from + part; i < whole; i += STRANDS) sum = sum.add(load(x, i));
      sum.intoArray(strands, part);
    }
    for (int i = whole; i < from + count; i++) strands[i - whole] += x[i];
    return ScalarRowKernels.fold(strands);
  }

  @Override
  public float squaredNorm(float[] x, int from, int count) {
    return dot(x, from, x, from, count);
  }

  @Override
  public float dot(float[] x, int xFrom, float[] y, int yFrom, int count) {
    int whole = count - count % STRANDS;
    for (int part = 0; part < STRANDS; part += WIDTH) {
      FloatVector sum = all(0f);
      for (int i = part; i < whole; i += STRANDS)
        sum = load(x, xFrom + i).fma(load(y, yFrom + i), sum);
      sum.intoArray(strands, part);
    }
    for (int i = whole; i < count; i++)
      strands[i - whole] = Math.fma(x[xFrom + i], y[yFrom + i], strands[i - whole]);
    return ScalarRowKernels.fold(strands);
  }

  @Override
  public float max(float[] x, int from, int count) {
    float greatest = x[from];
    int i = from;
    if (count >= WIDTH) {
      FloatVector most = load(x, from);
      for (i += WIDTH; i <= from + count - WIDTH; i += WIDTH) most = most.max(load(x, i));
      most.intoArray(strands, 0);
      for (int lane = 0; lane < WIDTH; lane++) greatest = Math.max(greatest, strands[lane]);
    }
    for (; i < from + count; i++) greatest = Math.max(greatest, x[i]);
    return greatest;
  }

  @Override
  public void softmax(
      float[] x, int xFrom, float[] y, int yFrom, int rows, int width, int valid, int growth) {
    exponentials(x, xFrom, y, yFrom, rows, width, valid, growth);
    for (int r = 0; r < rows; r++) {
      int length = Math.min(width, valid + r * growth);
      int to = yFrom + r * width;
      elementwise.scale(1f / sum(y, to, length), y, to, length);
    }
  }

  /** Sets each row of y to exp(x - max(x)), and to 0 behind the valid elements. */
  private void exponentials(
      float[] x, int xFrom, float[] y, int yFrom, int rows, int width, int valid, int growth) {
    for (int r = 0; r < rows; r++) {
      int length = Math.min(width, valid + r * growth);
      int from = xFrom + r * width;
      int to = yFrom + r * width;
      less(x, from, max(x, from, length), y, to, length);
      // What e to the x makes 0 of, if it is computed at all.
      boolean alone = width >= LONG_ROW;
      Arrays.fill(y, to + length, to + width, alone ? 0f : Float.NEGATIVE_INFINITY);
      if (alone) elementwise.exp(y, to, y, to, length);
    }
    if (width < LONG_ROW) elementwise.exp(y, yFrom, y, yFrom, rows * width);
  }

  /** y = x - value. */
  private static void less(float[] x, int xFrom, float value, float[] y, int yFrom, int count) {
    int i = 0;
    for (; i <= count - WIDTH; i += WIDTH) load(x, xFrom + i).sub(value).intoArray(y, yFrom + i);
    for (; i < count; i++) y[yFrom + i] = x[xFrom + i] - value;
  }

  @Override
  public void softmaxGradient(
      float[] y, int yFrom, float[] dy, int dyFrom, int rows, int width, int valid, int growth) {
    for (int r = 0; r < rows; r++) {
      int length = Math.min(width, valid + r * growth);
      int to = dyFrom + r * width;
      float s = dot(y, yFrom + r * width, dy, to, length);
      less(dy, to, s, dy, to, length);
      elementwise.multiply(y, yFrom + r * width, dy, to, length);
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
      float share) {
    if (weighted.length < rows) weighted = new float[rows];
    for (int r = 0; r < rows; r++) {
      int wanted = whole(classes[classesFrom + r], width, "a class");
      int from = xFrom + r * width;
      weighted[r] = wanted < 0 ? 0f : x[from + wanted] - max(x, from, width);
    }
    exponentials(x, xFrom, gradient, gradientFrom, rows, width, width, 0);
    double loss = 0;
    for (int r = 0; r < rows; r++) {
      int to = gradientFrom + r * width;
      int wanted = (int) classes[classesFrom + r];
      if (wanted < 0) {
        Arrays.fill(gradient, to, to + width, 0f);
        continue;
      }
      float sum = sum(gradient, to, width);
      elementwise.scale(1f / sum, gradient, to, width);
      gradient[to + wanted] -= 1f;
      loss += Transcendental.log(sum) - weighted[r];
    }
    elementwise.scale(share, gradient, gradientFrom, rows * width);
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
      int rows,
      int width,
      float epsilon) {
    for (int r = 0; r < rows; r++) {
      int to = yFrom + r * width;
      float middle = sum(x, xFrom + r * width, width) / width;
      less(x, xFrom + r * width, middle, y, to, width);
      float factor = 1f / (float) Math.sqrt(squaredNorm(y, to, width) / width + epsilon);
      mean[r] = middle;
      inverse[r] = factor;
      int j = 0;
      for (; j <= width - WIDTH; j += WIDTH)
        load(y, to + j)
            .mul(factor)
            .fma(load(scale, scaleFrom + j), load(scale, scaleFrom + width + j))
            .intoArray(y, to + j);
      for (; j < width; j++)
        y[to + j] =
            Math.fma(y[to + j] * factor, scale[scaleFrom + j], scale[scaleFrom + width + j]);
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
      float[] dscale,
      int dscaleFrom,
      int rows,
      int width) {
    if (weighted.length < width) weighted = new float[width];
    if (normal.length < width) normal = new float[width];
    Arrays.fill(dscale, dscaleFrom, dscaleFrom + 2 * width, 0f);
    for (int r = 0; r < rows; r++) {
      int at = dyFrom + r * width;
      normalise(x, xFrom + r * width, mean[r], inverse[r], width);
      gradients(dy, at, scale, scaleFrom, dscale, dscaleFrom, width);
      if (dx.length == 0) continue;
      float a = sum(weighted, 0, width) / width;
      float b = dot(weighted, 0, normal, 0, width) / width;
      inputGradient(dx, dxFrom + r * width, a, b, inverse[r], width);
    }
  }

  private void normalise(float[] x, int xFrom, float mean, float inverse, int width) {
    int j = 0;
    for (; j <= width - WIDTH; j += WIDTH)
      load(x, xFrom + j).sub(mean).mul(inverse).intoArray(normal, j);
    for (; j < width; j++) normal[j] = (x[xFrom + j] - mean) * inverse;
  }

  private void gradients(
      float[] dy, int at, float[] scale, int scaleFrom, float[] dscale, int to, int width) {
    int j = 0;
    for (; j <= width - WIDTH; j += WIDTH) {
      FloatVector d = load(dy, at + j);
      d.mul(load(scale, scaleFrom + j)).intoArray(weighted, j);
      d.fma(load(normal, j), load(dscale, to + j)).intoArray(dscale, to + j);
      load(dscale, to + width + j).add(d).intoArray(dscale, to + width + j);
    }
    for (; j < width; j++) {
      float d = dy[at + j];
      weighted[j] = d * scale[scaleFrom + j];
      dscale[to + j] = Math.fma(d, normal[j], dscale[to + j]);
      dscale[to + width + j] += d;
    }
  }

  private void inputGradient(float[] dx, int to, float a, float b, float inverse, int width) {
    int j = 0;
    for (; j <= width - WIDTH; j += WIDTH)
      load(normal, j)
          .neg()
          .fma(all(b), load(weighted, j).sub(a))
          .mul(inverse)
          .intoArray(dx, to + j);
    for (; j < width; j++) dx[to + j] = inverse * Math.fma(-normal[j], b, weighted[j] - a);
  }
}
