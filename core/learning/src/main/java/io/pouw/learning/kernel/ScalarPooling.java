package io.pouw.learning.kernel;

import java.util.Arrays;

/** Pooling in plain loops: the definition. The innermost loop runs over the examples. */
class ScalarPooling implements Pooling {
  /** What is done with the taps of a window, one after the other. */
  private interface TapAction {
    void apply(int inAt, int outAt, int tap);
  }

  @Override
  public final void forwardMax(PoolingShape shape, float[] in, float[] out, int[] chosen) {
    requireLengths(shape, in, out);
    requireChosen(shape, chosen);
    int batch = shape.batch();
    forEachTap(
        shape,
        (inAt, outAt, tap) -> {
          if (tap == 0) {
            System.arraycopy(in, inAt, out, outAt, batch);
            Arrays.fill(chosen, outAt, outAt + batch, 0);
          } else keepGreater(in, inAt, out, chosen, outAt, batch, tap);
        });
  }

  @Override
  public final void backwardMax(
      PoolingShape shape, float[] outGradient, int[] chosen, float[] inGradient) {
    requireLengths(shape, inGradient, outGradient);
    requireChosen(shape, chosen);
    int batch = shape.batch();
    Arrays.fill(inGradient, 0, shape.inputs(), 0f);
    forEachTap(
        shape,
        (inAt, outAt, tap) ->
            addToChosen(outGradient, chosen, outAt, inGradient, inAt, batch, tap));
  }

  @Override
  public final void forwardAverage(PoolingShape shape, float[] in, float[] out) {
    requireLengths(shape, in, out);
    int batch = shape.batch();
    float share = 1f / shape.window();
    Arrays.fill(out, 0, shape.outputs(), 0f);
    forEachTap(
        shape,
        (inAt, outAt, tap) -> {
          for (int n = 0; n < batch; n++) out[outAt + n] += in[inAt + n];
        });
    for (int i = 0; i < shape.outputs(); i++) out[i] *= share;
  }

  @Override
  public final void backwardAverage(PoolingShape shape, float[] outGradient, float[] inGradient) {
    requireLengths(shape, inGradient, outGradient);
    int batch = shape.batch();
    float share = 1f / shape.window();
    Arrays.fill(inGradient, 0, shape.inputs(), 0f);
    forEachTap(
        shape,
        (inAt, outAt, tap) -> {
          for (int n = 0; n < batch; n++) inGradient[inAt + n] += outGradient[outAt + n] * share;
        });
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
  private static void forEachTap(PoolingShape s, TapAction action) {
    int outAt = 0;
    for (int c = 0; c < s.channels(); c++)
      for (int y = 0; y < s.outHeight(); y++)
        for (int x = 0; x < s.outWidth(); x++) {
          int corner = (c * s.height() + y * s.strideY()) * s.width() + x * s.strideX();
          for (int tap = 0; tap < s.window(); tap++) {
            int row = tap / s.windowWidth();
            int column = tap % s.windowWidth();
            action.apply((corner + row * s.width() + column) * s.batch(), outAt, tap);
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
