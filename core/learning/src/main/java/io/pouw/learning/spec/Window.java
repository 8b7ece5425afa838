package io.pouw.learning.spec;

/**
 * The part of a map that one output looks at, and how it moves.
 *
 * @param strideY rows between one output and the next, at least 1
 * @param padY rows of zeros above and below the map, less than {@code height}
 */
public record Window(int height, int width, int strideY, int strideX, int padY, int padX) {
  /** Rows of the output for so many rows of input; not positive if the window does not fit. */
  public int outHeight(int inHeight) {
    return Math.floorDiv(inHeight + 2 * padY - height, strideY) + 1;
  }

  /** Columns of the output for so many columns of input; not positive if it does not fit. */
  public int outWidth(int inWidth) {
    return Math.floorDiv(inWidth + 2 * padX - width, strideX) + 1;
  }

  public int size() {
    return height * width;
  }
}
