package io.pouw.learning.network;

import io.pouw.learning.kernel.Elementwise;
import io.pouw.learning.kernel.Fusion;
import io.pouw.learning.kernel.Matrix;
import io.pouw.learning.spec.Activation;
import io.pouw.learning.spec.Shape;

/**
 * What flows between two layers for one batch: values forward, their gradient backward.
 *
 * <p>Example lies after example; but of images, place after place (channel, row, column), and for
 * each the whole batch side by side, as {@link io.pouw.learning.kernel.ConvolutionShape} says.
 */
final class Signal {
  private static final float[] NOTHING = {};

  private final int rows;
  private final Shape shape;
  private final float[] values;
  private final float[] gradient;
  private final Activation activation;

  /** What the activation was applied to, where its slope is computed from that; else empty. */
  private final float[] before;

  private boolean sloped;

  private Signal(int rows, Shape shape, float[] values, float[] gradient, Activation activation) {
    this.rows = rows;
    this.shape = shape;
    this.values = values;
    this.gradient = gradient;
    this.activation = activation;
    before = Elementwise.slopeNeedsInput(activation) ? new float[values.length] : NOTHING;
  }

  private static Signal of(int rows, Shape shape, boolean wantsGradient, Activation activation) {
    int size = Math.multiplyExact(rows, shape.size());
    float[] gradient = wantsGradient ? new float[size] : NOTHING;
    return new Signal(rows, shape, new float[size], gradient, activation);
  }

  /** The data: nobody asks for its gradient. */
  static Signal ofInput(int rows, Shape shape) {
    return of(rows, shape, false, Activation.LINEAR);
  }

  static Signal between(int rows, Shape shape) {
    return between(rows, shape, Activation.LINEAR);
  }

  /** The outputs of a layer, an activation of its sums. */
  static Signal between(int rows, Shape shape, Activation activation) {
    return of(rows, shape, true, activation);
  }

  /** A signal that a layer makes of another, whose gradient is wanted if that of the other is. */
  static Signal like(Signal input, Shape shape) {
    return of(input.rows, shape, input.wantsGradient(), Activation.LINEAR);
  }

  /** The very values of another signal, with a gradient of its own. */
  static Signal sharing(Signal input) {
    float[] gradient = input.wantsGradient() ? new float[input.values.length] : NOTHING;
    return new Signal(input.rows, input.shape, input.values, gradient, Activation.LINEAR);
  }

  /**
   * What becomes of a signal by an activation: in place, but for one that is an activation already,
   * whose slope needs the values as they are.
   */
  static Signal activated(Signal input, Activation activation) {
    if (input.activation != Activation.LINEAR)
      return of(input.rows, input.shape, input.wantsGradient(), activation);
    return new Signal(input.rows, input.shape, input.values, input.gradient, activation);
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

  /** What made the values of a layer's sums. */
  Activation activation() {
    return activation;
  }

  /** Set by the activation, where {@link Elementwise#slopeNeedsInput}; else empty. */
  float[] before() {
    return before;
  }

  /** What the activation's slope is computed from. */
  float[] slopeFrom() {
    return before.length > 0 ? before : values;
  }

  /**
   * Called at its binding by a layer that computes the gradient by a product: the layer then owes
   * it to the activation to multiply by its slope, too. A signal has one such reader.
   *
   * @param width of the product's result
   */
  Fusion takeSlope(int width) {
    if (activation == Activation.LINEAR || !wantsGradient()) return Fusion.NONE;
    sloped = true;
    return Fusion.slope(activation, Matrix.rowMajor(slopeFrom(), 0, values.length / width, width));
  }

  /**
   * The same for a reader that passes each gradient on to one place or to none, and never two of
   * different places to one: if the signal was rectified, it owes to stop those of places that are
   * not above 0. A pool of the greatest does so before they part, where they are fewest: of a
   * window whose greatest value is not above 0.
   *
   * @return whether the signal was rectified
   */
  boolean takeRectifier() {
    if (activation != Activation.RELU || !wantsGradient()) return false;
    sloped = true;
    return true;
  }

  /** Whether the gradient comes multiplied by the activation's slope. */
  boolean isSloped() {
    return sloped;
  }
}
