package io.pouw.learning.network;

import io.pouw.learning.spec.Shape;

/**
 * What flows between two layers for one batch: values forward, their gradient backward.
 *
 * <p>Example lies after example; but of images, place after place (channel, row, column), and for
 * each the whole batch side by side, as {@link io.pouw.learning.kernel.ConvolutionShape} says.
 */
final class Signal {
  private final int rows;
  private final Shape shape;
  private final float[] values;
  private final float[] gradient;

  private Signal(int rows, Shape shape, boolean wantsGradient) {
    this(rows, shape, new float[Math.multiplyExact(rows, shape.size())], wantsGradient);
  }

  private Signal(int rows, Shape shape, float[] values, boolean wantsGradient) {
    this.rows = rows;
    this.shape = shape;
    this.values = values;
    this.gradient = new float[wantsGradient ? values.length : 0];
  }

  /** The data: nobody asks for its gradient. */
  static Signal ofInput(int rows, Shape shape) {
    return new Signal(rows, shape, false);
  }

  static Signal between(int rows, Shape shape) {
    return new Signal(rows, shape, true);
  }

  /** A signal that a layer makes of another, whose gradient is wanted if that of the other is. */
  static Signal like(Signal input, Shape shape) {
    return new Signal(input.rows, shape, input.wantsGradient());
  }

  /** The very values of another signal, with a gradient of its own. */
  static Signal sharing(Signal input) {
    return new Signal(input.rows, input.shape, input.values, input.wantsGradient());
  }

  /** Examples of the batch. */
  int rows() {
    return rows;
  }

  Shape shape() {
    return shape;
  }

  /** Values of one vector: of one position in a sequence, else of one example. */
  int width() {
    return shape instanceof Shape.Sequence(int _, int width) ? width : shape.size();
  }

  /** Vectors of the batch. */
  int vectors() {
    return shape instanceof Shape.Sequence(int length, int _) ? rows * length : rows;
  }

  float[] values() {
    return values;
  }

  /** Laid out as the values; empty if it is not wanted. */
  float[] gradient() {
    return gradient;
  }

  boolean wantsGradient() {
    return gradient.length > 0;
  }
}
