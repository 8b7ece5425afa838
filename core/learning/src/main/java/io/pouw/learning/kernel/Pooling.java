package io.pouw.learning.kernel;

/**
 * The greatest or the average number of each window of each map. Tap t of a window is its place (t
 * / windowWidth, t % windowWidth). Every implementation gives the same bits. Holds no state. Each
 * operation can be had for some channels alone, so that threads can share it out.
 */
public interface Pooling {
  /**
   * Sets out to the greatest of each window and {@code chosen} to its tap: the first tap, unless a
   * later one in order is greater than the greatest before it (so the first of equals; a NaN is
   * greater than nothing and nothing is greater than a NaN).
   */
  default void forwardMax(PoolingShape shape, float[] in, float[] out, int[] chosen) {
    forwardMax(shape, in, out, chosen, 0, shape.channels());
  }

  /** The same for channels {@code from} to {@code end}. */
  void forwardMax(PoolingShape shape, float[] in, float[] out, int[] chosen, int from, int end);

  /**
   * Sets the gradient of the input: from 0 it adds the gradients of the windows that chose the
   * place, windows in order (y, x).
   */
  default void backwardMax(
      PoolingShape shape, float[] outGradient, int[] chosen, float[] inGradient) {
    backwardMax(shape, outGradient, chosen, inGradient, 0, shape.channels());
  }

  /** The same for channels {@code from} to {@code end}. */
  void backwardMax(
      PoolingShape shape, float[] outGradient, int[] chosen, float[] inGradient, int from, int end);

  /**
   * Sets out to {@code sum * (1f / window)}; the sum is of plain additions from 0 over the taps in
   * order.
   */
  default void forwardAverage(PoolingShape shape, float[] in, float[] out) {
    forwardAverage(shape, in, out, 0, shape.channels());
  }

  /** The same for channels {@code from} to {@code end}. */
  void forwardAverage(PoolingShape shape, float[] in, float[] out, int from, int end);

  /**
   * Sets the gradient of the input: from 0 it adds {@code gradient * (1f / window)} of the windows
   * that see the place, windows in order (y, x).
   */
  default void backwardAverage(PoolingShape shape, float[] outGradient, float[] inGradient) {
    backwardAverage(shape, outGradient, inGradient, 0, shape.channels());
  }

  /** The same for channels {@code from} to {@code end}. */
  void backwardAverage(
      PoolingShape shape, float[] outGradient, float[] inGradient, int from, int end);
}
