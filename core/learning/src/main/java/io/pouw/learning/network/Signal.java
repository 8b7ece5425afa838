package io.pouw.learning.network;

/** What flows between two layers for one batch: values forward, their gradient backward. */
final class Signal {
  private final int rows;
  private final int width;
  private final float[] values;
  private final float[] gradient;

  private Signal(int rows, int width, float[] gradient) {
    this.rows = rows;
    this.width = width;
    this.values = new float[rows * width];
    this.gradient = gradient;
  }

  /** The data: nobody asks for its gradient. */
  static Signal ofInput(int rows, int width) {
    return new Signal(rows, width, new float[0]);
  }

  static Signal between(int rows, int width) {
    return new Signal(rows, width, new float[rows * width]);
  }

  int rows() {
    return rows;
  }

  /** Values of one row. */
  int width() {
    return width;
  }

  /** Row by row. */
  float[] values() {
    return values;
  }

  /** Row by row; empty if it is not wanted. */
  float[] gradient() {
    return gradient;
  }

  boolean wantsGradient() {
    return gradient.length > 0;
  }
}
