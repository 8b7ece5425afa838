package io.pouw.learning.kernel;

/**
 * The sizes of a convolution over a batch of images. Images lie in planes, feature after feature
 * and for each the whole batch: element (channel, y, x) of example n is {@code [((channel * height
 * + y) * width + x) * batch + n]}. So neighbouring numbers belong to different examples, and
 * vectors go across examples whatever kernel, stride and padding are. Weights are {@code
 * [filter][channel][ky][kx]}. Zeros surround the image: {@code padY} rows above and below, {@code
 * padX} columns on either side.
 */
public record ConvolutionShape(
    int batch,
    int channels,
    int height,
    int width,
    int filters,
    int kernelHeight,
    int kernelWidth,
    int strideY,
    int strideX,
    int padY,
    int padX) {
  public ConvolutionShape {
    if (batch < 1 || channels < 1 || height < 1 || width < 1 || filters < 1)
      throw new IllegalArgumentException(
          "batch %d, channels %d, height %d, width %d and filters %d must be at least 1"
              .formatted(batch, channels, height, width, filters));
    requireAxis("height", height, kernelHeight, strideY, padY);
    requireAxis("width", width, kernelWidth, strideX, padX);
    // Every array, the padded image of 16 examples included, must have indices that are ints.
    long lanes = Math.max(batch, PlaneTile.LANES);
    long image = (height + 2L * kernelHeight) * (width + 2L * kernelWidth);
    if (Math.max(channels, filters) * image > Integer.MAX_VALUE / lanes
        || (long) kernelHeight * kernelWidth * channels > Integer.MAX_VALUE / 32L / filters)
      throw new IllegalArgumentException(
          "a convolution of %d x %d x %d x %d to %d filters is too large for an array"
              .formatted(batch, channels, height, width, filters));
  }

  private static void requireAxis(String axis, int size, int kernel, int stride, int pad) {
    if (kernel < 1 || stride < 1)
      throw new IllegalArgumentException(
          "%s: kernel %d and stride %d must be at least 1".formatted(axis, kernel, stride));
    if (pad < 0 || pad >= kernel)
      throw new IllegalArgumentException(
          "%s: padding %d must be from 0 to %d, one less than the kernel"
              .formatted(axis, pad, kernel - 1));
    if (size + 2L * pad < kernel)
      throw new IllegalArgumentException(
          "%s: a kernel of %d does not fit into %d with padding %d"
              .formatted(axis, kernel, size, pad));
  }

  public int outHeight() {
    return (height + 2 * padY - kernelHeight) / strideY + 1;
  }

  public int outWidth() {
    return (width + 2 * padX - kernelWidth) / strideX + 1;
  }

  /** Places in one map of the output. */
  public int outPixels() {
    return outHeight() * outWidth();
  }

  /** Products in the chain of one output: channels x kernel height x kernel width. */
  public int taps() {
    return channels * kernelHeight * kernelWidth;
  }

  /** Numbers in the input of the whole batch. */
  public int inputs() {
    return channels * height * width * batch;
  }

  /** Numbers in the output of the whole batch. */
  public int outputs() {
    return filters * outPixels() * batch;
  }

  public int weights() {
    return filters * taps();
  }
}
