package io.pouw.learning.network;

import io.pouw.learning.spec.Shape;

/**
 * Turns examples that lie one after the other into channels that lie one after the other, or back;
 * changes no value.
 *
 * @param image the shape with channels
 * @param toPlanes whether channels are to lie one after the other
 */
record LayoutLayer(Shape.Image image, boolean toPlanes) implements Layer {
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
      copy(input.values(), output.values(), toPlanes);
    }

    @Override
    public void backward() {
      if (input.wantsGradient()) copy(output.gradient(), input.gradient(), !toPlanes);
    }

    private void copy(float[] from, float[] to, boolean fromExamples) {
      int map = image.height() * image.width();
      int rows = input.rows();
      for (int n = 0; n < rows; n++)
        for (int c = 0; c < image.channels(); c++) {
          int example = (n * image.channels() + c) * map;
          int plane = (c * rows + n) * map;
          System.arraycopy(
              from, fromExamples ? example : plane, to, fromExamples ? plane : example, map);
        }
    }
  }
}
