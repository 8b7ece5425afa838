package io.pouw.node.model;

import java.util.Arrays;

/**
 * A grey picture in plain floats, 0 dark to 1 light, row by row. Immutable by convention: nobody
 * writes to {@link #values} after construction.
 */
record Raster(int width, int height, float[] values) {
  Raster {
    if (width < 1 || height < 1 || values.length != width * height)
      throw new IllegalArgumentException(
          width + " x " + height + " pixels, but " + values.length + " values");
  }

  float at(int x, int y) {
    return values[y * width + x];
  }

  /** The median of the outermost pixels: what the picture is drawn on. */
  float background() {
    var frame = new float[2 * width + 2 * height];
    int count = 0;
    for (int x = 0; x < width; x++) {
      frame[count++] = at(x, 0);
      frame[count++] = at(x, height - 1);
    }
    for (int y = 0; y < height; y++) {
      frame[count++] = at(0, y);
      frame[count++] = at(width - 1, y);
    }
    Arrays.sort(frame);
    return frame[count / 2];
  }

  /** Dark for light. */
  Raster inverted() {
    var result = new float[values.length];
    for (int i = 0; i < result.length; i++) result[i] = 1 - values[i];
    return new Raster(width, height, result);
  }

  /** Stretched so that {@code low} becomes 0 and {@code high} becomes 1, and cut off there. */
  Raster stretched(float low, float high) {
    var result = new float[values.length];
    for (int i = 0; i < result.length; i++)
      result[i] = Math.clamp((values[i] - low) / (high - low), 0f, 1f);
    return new Raster(width, height, result);
  }

  float max() {
    float max = values[0];
    for (float value : values) max = Math.max(max, value);
    return max;
  }

  /**
   * The smallest part that holds every pixel of at least {@code threshold}, which one must have.
   */
  Raster croppedTo(float threshold) {
    int left = width;
    int right = -1;
    int top = height;
    int bottom = -1;
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++)
        if (at(x, y) >= threshold) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y);
        }
    if (right < 0) throw new IllegalArgumentException("no pixel of " + threshold + " or more");
    var result = new float[(right - left + 1) * (bottom - top + 1)];
    int at = 0;
    for (int y = top; y <= bottom; y++) for (int x = left; x <= right; x++) result[at++] = at(x, y);
    return new Raster(right - left + 1, bottom - top + 1, result);
  }

  /** The same picture in another size; each new pixel is the mean of the area that it covers. */
  Raster scaledTo(int newWidth, int newHeight) {
    var result = new float[newWidth * newHeight];
    for (int y = 0; y < newHeight; y++)
      for (int x = 0; x < newWidth; x++)
        result[y * newWidth + x] =
            mean(
                (double) x * width / newWidth,
                (double) (x + 1) * width / newWidth,
                (double) y * height / newHeight,
                (double) (y + 1) * height / newHeight);
    return new Raster(newWidth, newHeight, result);
  }

  private float mean(double left, double right, double top, double bottom) {
    double sum = 0;
    double area = 0;
    for (int y = (int) top; y < height && y < bottom; y++) {
      double rows = Math.min(bottom, y + 1) - Math.max(top, y);
      for (int x = (int) left; x < width && x < right; x++) {
        double part = rows * (Math.min(right, x + 1) - Math.max(left, x));
        sum += part * at(x, y);
        area += part;
      }
    }
    return (float) (sum / area);
  }

  /** A black picture of the given size with this one in it; what sticks out is cut off. */
  Raster placedIn(int newWidth, int newHeight, int left, int top) {
    var result = new float[newWidth * newHeight];
    for (int y = Math.max(0, -top); y < height && y + top < newHeight; y++)
      for (int x = Math.max(0, -left); x < width && x + left < newWidth; x++)
        result[(y + top) * newWidth + x + left] = at(x, y);
    return new Raster(newWidth, newHeight, result);
  }

  /** The mean column of the light, from 0 to {@link #width}. */
  double centreX() {
    double sum = 0;
    double weighted = 0;
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++) {
        sum += at(x, y);
        weighted += at(x, y) * (x + 0.5);
      }
    return weighted / sum;
  }

  /** The mean row of the light, from 0 to {@link #height}. */
  double centreY() {
    double sum = 0;
    double weighted = 0;
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++) {
        sum += at(x, y);
        weighted += at(x, y) * (y + 0.5);
      }
    return weighted / sum;
  }
}
