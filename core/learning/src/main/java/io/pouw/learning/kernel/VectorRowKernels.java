package io.pouw.learning.kernel;

import static io.pouw.learning.kernel.VectorTranscendental.WIDTH;
import static io.pouw.learning.kernel.VectorTranscendental.all;
import static io.pouw.learning.kernel.VectorTranscendental.load;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Rows on the Vector API: strands in lanes. */
final class VectorRowKernels extends TableRows {
  private static final FloatVector LANE = all(0f).addIndex(1);

  /** From this width on a row is worth a call of its own. */
  private static final int LONG_ROW = 4 * WIDTH;

  private final VectorElementwise elementwise;
  private final ScalarRowKernels tail = new ScalarRowKernels();
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
    return dot(x, xFrom, y, yFrom, count, count);
  }

  /** Of the first elements of two rows of {@code width}. */
  private float dot(float[] x, int xFrom, float[] y, int yFrom, int count, int width) {
    int whole = count - count % STRANDS;
    boolean within = whole < count && whole + STRANDS <= width;
    for (int part = 0; part < STRANDS; part += WIDTH) {
      FloatVector sum = all(0f);
      for (int i = part; i < whole; i += STRANDS)
        sum = load(x, xFrom + i).fma(load(y, yFrom + i), sum);
      if (within) {
        int i = whole + part;
        FloatVector next = load(x, xFrom + i).fma(load(y, yFrom + i), sum);
        sum = sum.blend(next, first(count - i));
      }
      sum.intoArray(strands, part);
    }
    for (int i = within ? count : whole; i < count; i++)
      strands[i - whole] = Math.fma(x[xFrom + i], y[yFrom + i], strands[i - whole]);
    return ScalarRowKernels.fold(strands);
  }

  @Override
  public float max(float[] x, int from, int count) {
    return max(x, from, count, count);
  }

  /** The greatest of the first elements of a row of {@code width}. */
  private float max(float[] x, int from, int count, int width) {
    if (count < WIDTH && width < WIDTH) return scalarMax(x[from], x, from + 1, from + count);
    FloatVector most = all(Float.NEGATIVE_INFINITY);
    int j = 0;
    for (; j <= count - WIDTH; j += WIDTH) most = most.max(load(x, from + j));
    if (j < count && j + WIDTH <= width) {
      most = most.blend(most.max(load(x, from + j)), first(count - j));
      j = count;
    }
    most.intoArray(strands, 0);
    for (int half = WIDTH / 2; half > 0; half /= 2)
      for (int l = 0; l < half; l++) strands[l] = Math.max(strands[l], strands[l + half]);
    return scalarMax(strands[0], x, from + j, from + count);
  }

  private static float scalarMax(float greatest, float[] x, int from, int to) {
    for (int i = from; i < to; i++) greatest = Math.max(greatest, x[i]);
    return greatest;
  }

  /** The lanes below {@code count}. */
  private static VectorMask<Float> first(int count) {
    return LANE.compare(VectorOperators.LT, (float) count);
  }

  @Override
  public void softmax(
      float[] x, int xFrom, float[] y, int yFrom, int rows, int width, int valid, int growth) {
    for (int r = 0; r < rows; r++) {
      int length = Math.min(width, valid + r * growth);
      int from = xFrom + r * width;
      int to = yFrom + r * width;
      exponentials(x, from, max(x, from, length, width), y, to, length, width);
      // The zeros behind the valid elements change no strand: none is -0.
      float sum = sum(y, to, Math.min(width, Math.ceilDiv(length, STRANDS) * STRANDS));
      elementwise.scale(1f / sum, y, to, length);
    }
  }

  /** Sets y to exp(x - greatest), and to 0 from {@code length} to {@code width}. */
  private static void exponentials(
      float[] x, int from, float greatest, float[] y, int to, int length, int width) {
    int j = 0;
    for (; j < length && j + WIDTH <= width; j += WIDTH)
      VectorTranscendental.exp(load(x, from + j).sub(greatest)).intoArray(y, to + j);
    for (; j < length; j++) y[to + j] = Transcendental.exp(x[from + j] - greatest);
    Arrays.fill(y, to + length, to + width, 0f);
  }

  /** Sets each row of y to exp(x - max(x)). */
  private void exponentials(float[] x, int xFrom, float[] y, int yFrom, int rows, int width) {
    for (int r = 0; r < rows; r++) {
      int from = xFrom + r * width;
      int to = yFrom + r * width;
      float greatest = max(x, from, width);
      if (width < LONG_ROW) less(x, from, greatest, y, to, width);
      else exponentials(x, from, greatest, y, to, width, width);
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
      int from = yFrom + r * width;
      int to = dyFrom + r * width;
      softmaxGradient(y, from, dy, to, dot(y, from, dy, to, length, width), length, width);
    }
  }

  private static void softmaxGradient(
      float[] y, int from, float[] dy, int to, float s, int length, int width) {
    int j = 0;
    for (; j < length && j + WIDTH <= width; j += WIDTH) {
      FloatVector gradient = load(dy, to + j).sub(s).mul(load(y, from + j));
      all(0f).blend(gradient, first(length - j)).intoArray(dy, to + j);
    }
    for (; j < length; j++) dy[to + j] = y[from + j] * (dy[to + j] - s);
    if (j < width) Arrays.fill(dy, to + j, to + width, 0f);
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
    if (weighted.length < rows) weighted = new float[rows];
    for (int r = 0; r < rows; r++) {
      int wanted = whole(classes[classesFrom + r], width, "a class");
      int from = xFrom + r * width;
      weighted[r] = wanted < 0 ? 0f : x[from + wanted] - max(x, from, width);
    }
    exponentials(x, xFrom, gradient, gradientFrom, rows, width);
    double loss = before;
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
      int first,
      int end,
      int width,
      float epsilon) {
    for (int r = first; r < end; r++) {
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
      int first,
      int end,
      int width) {
    if (weighted.length < width) weighted = new float[width];
    if (normal.length < width) normal = new float[width];
    for (int r = first; r < end; r++) {
      normalise(x, xFrom + r * width, mean[r], inverse[r], width);
      weigh(dy, dyFrom + r * width, scale, scaleFrom, width);
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

  private void weigh(float[] dy, int at, float[] scale, int scaleFrom, int width) {
    int j = 0;
    for (; j <= width - WIDTH; j += WIDTH)
      load(dy, at + j).mul(load(scale, scaleFrom + j)).intoArray(weighted, j);
    for (; j < width; j++) weighted[j] = dy[at + j] * scale[scaleFrom + j];
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

  /** Columns of vectors, so that their sums stay in registers. */
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
    int j = column;
    for (; j <= end - WIDTH; j += WIDTH) {
      FloatVector scales = resume ? load(dscale, dscaleFrom + j) : all(0f);
      FloatVector shifts = resume ? load(dscale, dscaleFrom + width + j) : all(0f);
      for (int r = 0; r < rows; r++) {
        FloatVector d = load(dy, dyFrom + r * width + j);
        FloatVector n = load(x, xFrom + r * width + j).sub(mean[r]).mul(inverse[r]);
        scales = d.fma(n, scales);
        shifts = shifts.add(d);
      }
      scales.intoArray(dscale, dscaleFrom + j);
      shifts.intoArray(dscale, dscaleFrom + width + j);
    }
    tail.layerNormScaleGradient(
        dy, dyFrom, x, xFrom, mean, inverse, dscale, dscaleFrom, rows, width, j, end, resume);
  }
}
