package io.pouw.learning.network;

import io.pouw.learning.spec.Shape;

/**
 * Turns examples that lie one after the other into planes, where all examples' values of one place
 * of the image lie side by side, or back; changes no value.
 *
 * @param image the shape with channels
 * @param toPlanes whether the examples are to lie side by side
 */
record LayoutLayer(Shape.Image image, boolean toPlanes) implements Layer {
  /** What lies in planes goes with convolutions. */
  @Override
  public boolean divides() {
    return false;
  }

  @Override
  public Pass bind(Binding binding) {
    Shape shape = toPlanes ? image : new Shape.Features(image.size());
    return new LayoutPass(binding.input(), Signal.like(binding.input(), shape));
  }

  private final class LayoutPass implements Pass {
    private final Signal input;
    private final Signal output;

    LayoutPass(Signal input, Signal output) {
      this.input = input;
      this.output = output;
    }

    @Override
    public Signal output() {
      return output;
    }

    @Override
    public void forward(boolean training) {
      if (toPlanes) transpose(input.values(), input.rows(), image.size(), output.values());
      else transpose(input.values(), image.size(), input.rows(), output.values());
    }

    @Override
    public void backward(boolean resume) {
      if (!input.wantsGradient()) return;
      if (toPlanes) transpose(output.gradient(), image.size(), input.rows(), input.gradient());
      else transpose(output.gradient(), input.rows(), image.size(), input.gradient());
    }
  }

  /** Eight rows at a time, so that what is written side by side fills half a cache line. */
  private static void transpose(float[] from, int rows, int columns, float[] to) {
    int row = 0;
    for (; row + 8 <= rows; row += 8)
      for (int column = 0; column < columns; column++) {
        int at = row * columns + column;
        int into = column * rows + row;
        to[into] = from[at];
        to[into + 1] = from[at + columns];
        to[into + 2] = from[at + 2 * columns];
        to[into + 3] = from[at + 3 * columns];
        to[into + 4] = from[at + 4 * columns];
        to[into + 5] = from[at + 5 * columns];
        to[into + 6] = from[at + 6 * columns];
        to[into + 7] = from[at + 7 * columns];
      }
    for (; row < rows; row++)
      for (int column = 0; column < columns; column++)
        to[column * rows + row] = from[row * columns + column];
  }
}
