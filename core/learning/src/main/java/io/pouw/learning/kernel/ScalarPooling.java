package io.pouw.learning.kernel;

import java.util.Arrays;

/** Pooling in plain loops: the definition. The innermost loop runs over the examples. */
class ScalarPooling implements Pooling {
  /** What is done with the taps of a window, one after the other. */
  private enum Operation {
    FORWARD_MAX,
    BACKWARD_MAX,
    FORWARD_AVERAGE,
    BACKWARD_AVERAGE
  }

  private static final int[] NONE = {};

  @Override
  public final void forwardMax(
      PoolingShape shape, float[] in, float[] out, int[] chosen, int from, int end) {
    requireLengths(shape, in, out);
    requireChosen(shape, chosen);
    forEachTap(Operation.FORWARD_MAX, shape, in, out, chosen, from, end);
  }

  @Override
  public final void backwardMax(
      PoolingShape shape,
      float[] outGradient,
      int[] chosen,
      float[] inGradient,
      int from,
      int end) {
    requireLengths(shape, inGradient, outGradient);
    requireChosen(shape, chosen);
    clear(inGradient, shape.inputs() / shape.channels(), from, end);
    forEachTap(Operation.BACKWARD_MAX, shape, inGradient, outGradient, chosen, from, end);
  }

  @Override
  public final void forwardAverage(PoolingShape shape, float[] in, float[] out, int from, int end) {
    requireLengths(shape, in, out);
    float share = 1f / shape.window();
    int plane = shape.outputs() / shape.channels();
    clear(out, plane, from, end);
    forEachTap(Operation.FORWARD_AVERAGE, shape, in, out, NONE, from, end);
    for (int i = from * plane; i < end * plane; i++) out[i] *= share;
  }

  @Override
  public final void backwardAverage(
      PoolingShape shape, float[] outGradient, float[] inGradient, int from, int end) {
    requireLengths(shape, inGradient, outGradient);
    clear(inGradient, shape.inputs() / shape.channels(), from, end);
    forEachTap(Operation.BACKWARD_AVERAGE, shape, inGradient, outGradient, NONE, from, end);
  }

  private static void clear(float[] planes, int plane, int from, int end) {
    Arrays.fill(planes, from * plane, end * plane, 0f);
  }

  private void apply(
      Operation operation,
      PoolingShape shape,
      float[] in,
      int inAt,
      float[] out,
      int outAt,
      int[] chosen,
      int tap) {
    int batch = shape.batch();
    switch (operation) {
      case FORWARD_MAX -> {
        if (tap == 0) {
          System.arraycopy(in, inAt, out, outAt, batch);
          Arrays.fill(chosen, outAt, outAt + batch, 0);
        } else keepGreater(in, inAt, out, chosen, outAt, batch, tap);
      }
      case BACKWARD_MAX -> addToChosen(out, chosen, outAt, in, inAt, batch, tap);
      case FORWARD_AVERAGE -> {
        for (int n = 0; n < batch; n++) out[outAt + n] += in[inAt + n];
      }
      case BACKWARD_AVERAGE -> {
        float share = 1f / shape.window();
        for (int n = 0; n < batch; n++) in[inAt + n] += out[outAt + n] * share;
      }
    }
  }

  /** out = max(out, in) for the examples of one place, noting the tap where in is greater. */
  void keepGreater(float[] in, int inAt, float[] out, int[] chosen, int outAt, int batch, int tap) {
    for (int n = 0; n < batch; n++) keepGreater(in, inAt + n, out, chosen, outAt + n, tap);
  }

  static void keepGreater(float[] in, int inAt, float[] out, int[] chosen, int outAt, int tap) {
    if (!(in[inAt] > out[outAt])) return;
    out[outAt] = in[inAt];
    chosen[outAt] = tap;
  }

  /** Adds the gradient where this tap was chosen. */
  void addToChosen(
      float[] outGradient,
      int[] chosen,
      int outAt,
      float[] inGradient,
      int inAt,
      int batch,
      int tap) {
    for (int n = 0; n < batch; n++)
      addToChosen(outGradient, chosen, outAt + n, inGradient, inAt + n, tap);
  }

  static void addToChosen(
      float[] outGradient, int[] chosen, int outAt, float[] inGradient, int inAt, int tap) {
    if (chosen[outAt] == tap) inGradient[inAt] += outGradient[outAt];
  }

  /** Windows in order (channel, y, x), and of each the taps in order. */
  private void forEachTap(
      Operation operation,
      PoolingShape s,
      float[] in,
      float[] out,
      int[] chosen,
      int from,
      int end) {
    int outAt = from * (s.outputs() / s.channels());
    for (int c = from; c < end; c++)
      for (int y = 0; y < s.outHeight(); y++)
        for (int x = 0; x < s.outWidth(); x++) {
          int corner = (c * s.height() + y * s.strideY()) * s.width() + x * s.strideX();
          for (int tap = 0; tap < s.window(); tap++) {
            int row = tap / s.windowWidth();
            int column = tap % s.windowWidth();
            int inAt = (corner + row * s.width() + column) * s.batch();
            apply(operation, s, in, inAt, out, outAt, chosen, tap);
          }
          outAt += s.batch();
        }
  }

  private static void requireLengths(PoolingShape shape, float[] in, float[] out) {
    Convolution.requireLength("input", in, shape.inputs());
    Convolution.requireLength("output", out, shape.outputs());
  }

  private static void requireChosen(PoolingShape shape, int[] chosen) {
    if (chosen.length < shape.outputs())
      throw new IllegalArgumentException(
          "chosen taps: %d numbers are needed, the array has %d"
              .formatted(shape.outputs(), chosen.length));
  }
}
