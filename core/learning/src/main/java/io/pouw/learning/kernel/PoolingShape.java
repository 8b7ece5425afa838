package io.pouw.learning.kernel;

/**
 * The sizes of a pooling over planes laid out as {@link ConvolutionShape} says. Windows lie wholly
 * inside the map, as far apart as the strides; they may overlap, and may leave places out.
 */
public record PoolingShape(
    int batch,
    int channels,
    int height,
    int width,
    int windowHeight,
    int windowWidth,
    int strideY,
    int strideX) {
  public PoolingShape {
    if (batch < 1 || channels < 1 || height < 1 || width < 1)
      throw new IllegalArgumentException(
          "batch %d, channels %d, height %d and width %d must be at least 1"
              .formatted(batch, channels, height, width));
    if (windowHeight < 1 || windowHeight > height || windowWidth < 1 || windowWidth > width)
      throw new IllegalArgumentException(
          "a window of %d x %d does not fit into %d x %d"
              .formatted(windowHeight, windowWidth, height, width));
    if (strideY < 1 || strideX < 1)
      throw new IllegalArgumentException(
          "strides %d and %d must be at least 1".formatted(strideY, strideX));
    if ((long) height * width > Integer.MAX_VALUE / batch / channels)
      throw new IllegalArgumentException(
          "pooling of %d x %d x %d x %d is too large for an array"
              .formatted(batch, channels, height, width));
  }

  public int outHeight() {
    return (height - windowHeight) / strideY + 1;
  }

  public int outWidth() {
    return (width - windowWidth) / strideX + 1;
  }

  /** Numbers in the input of the whole batch. */
  public int inputs() {
    return channels * height * width * batch;
  }

  /** Numbers in the output of the whole batch. */
  public int outputs() {
    return channels * outHeight() * outWidth() * batch;
  }

  /** Numbers that a window sees. */
  public int window() {
    return windowHeight * windowWidth;
  }
}
