package io.pouw.learning.network;

import io.pouw.learning.spec.LayerSpec;
import io.pouw.learning.spec.Window;
import java.util.Arrays;

/**
 * What each place of a window sees in each image: a matrix with a row for each weight (channel, row
 * and column of the window) and a column for each output (image, row, column).
 */
final class Windows {
  private final Window window;
  private final int images;
  private final int channels;
  private final int height;
  private final int width;
  private final int outHeight;
  private final int outWidth;

  Windows(LayerSpec.Conv2d spec, int images) {
    this.window = spec.window();
    this.images = images;
    channels = spec.input().channels();
    height = spec.input().height();
    width = spec.input().width();
    outHeight = spec.output().height();
    outWidth = spec.output().width();
  }

  /** Copies the values that the windows see, zeros at the padding. */
  void unroll(float[] planes, float[] columns) {
    int to = 0;
    for (int c = 0; c < channels; c++)
      for (int ky = 0; ky < window.height(); ky++)
        for (int kx = 0; kx < window.width(); kx++)
          for (int n = 0; n < images; n++)
            for (int y = 0; y < outHeight; y++) {
              int row = y * window.strideY() + ky - window.padY();
              int from = ((c * images + n) * height + row) * width + kx - window.padX();
              if (row < 0 || row >= height) Arrays.fill(columns, to, to + outWidth, 0f);
              else copyRow(planes, from, columns, to, first(kx), last(kx));
              to += outWidth;
            }
  }

  private void copyRow(float[] planes, int from, float[] columns, int to, int first, int last) {
    Arrays.fill(columns, to, to + first, 0f);
    Arrays.fill(columns, to + last, to + outWidth, 0f);
    int stride = window.strideX();
    if (stride == 1) System.arraycopy(planes, from + first, columns, to + first, last - first);
    else for (int x = first; x < last; x++) columns[to + x] = planes[from + x * stride];
  }

  /** Adds each value to the place of the image that the window saw, row of the matrix by row. */
  void addBack(float[] columns, float[] planes) {
    Arrays.fill(planes, 0f);
    int at = 0;
    int stride = window.strideX();
    for (int c = 0; c < channels; c++)
      for (int ky = 0; ky < window.height(); ky++)
        for (int kx = 0; kx < window.width(); kx++) {
          int first = first(kx);
          int last = last(kx);
          for (int n = 0; n < images; n++)
            for (int y = 0; y < outHeight; y++) {
              int row = y * window.strideY() + ky - window.padY();
              int to = ((c * images + n) * height + row) * width + kx - window.padX();
              if (row >= 0 && row < height)
                for (int x = first; x < last; x++) planes[to + x * stride] += columns[at + x];
              at += outWidth;
            }
        }
  }

  /** The first output whose window has its column {@code kx} within the image. */
  private int first(int kx) {
    return Math.min(outWidth, Math.max(0, Math.ceilDiv(window.padX() - kx, window.strideX())));
  }

  /** The output after the last one whose window has its column {@code kx} within the image. */
  private int last(int kx) {
    int end = Math.floorDiv(width - 1 + window.padX() - kx, window.strideX()) + 1;
    return Math.max(first(kx), Math.min(outWidth, end));
  }
}
