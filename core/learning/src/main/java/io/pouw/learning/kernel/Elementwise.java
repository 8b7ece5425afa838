package io.pouw.learning.kernel;

import io.pouw.learning.spec.Activation;

/**
 * Functions of single elements. The operation on each element is stated below and in {@link
 * Transcendental}; as no element looks at another (but for {@link #sumRows}, whose order is
 * stated), any width of vectors gives the same bits. Ranges begin at {@code ...From} and have
 * {@code count} elements; x and y may be the same range, but may not overlap otherwise. For one
 * thread.
 */
public interface Elementwise {
  /** y = {@link Transcendental#exp}. */
  void exp(float[] x, int xFrom, float[] y, int yFrom, int count);

  /** y = {@link Transcendental#log}. */
  void log(float[] x, int xFrom, float[] y, int yFrom, int count);

  /** y = {@link Transcendental#tanh}. */
  void tanh(float[] x, int xFrom, float[] y, int yFrom, int count);

  /** y = {@link Transcendental#sigmoid}. */
  void sigmoid(float[] x, int xFrom, float[] y, int yFrom, int count);

  /** y = {@link Transcendental#gelu}: the tanh form. */
  void gelu(float[] x, int xFrom, float[] y, int yFrom, int count);

  /** y = the square root, rounded to nearest. */
  void sqrt(float[] x, int xFrom, float[] y, int yFrom, int count);

  /** y = x <= 0 ? 0 : x: what {@code Math.max(x, 0f)} is, NaN included. */
  void relu(float[] x, int xFrom, float[] y, int yFrom, int count);

  /** dy = y > 0 ? dy : 0, by the output y. */
  void reluGradient(float[] y, int yFrom, float[] dy, int dyFrom, int count);

  /** dy = dy * fma(-y, y, 1), by the output y. */
  void tanhGradient(float[] y, int yFrom, float[] dy, int dyFrom, int count);

  /** dy = dy * fma(-y, y, y), by the output y. */
  void sigmoidGradient(float[] y, int yFrom, float[] dy, int dyFrom, int count);

  /** dy = dy * {@link Transcendental#geluSlope}(x), by the input x. */
  void geluGradient(float[] x, int xFrom, float[] dy, int dyFrom, int count);

  /** y = f(x), by the method of that name; as it is, if linear. */
  default void activate(
      Activation activation, float[] x, int xFrom, float[] y, int yFrom, int count) {
    switch (activation) {
      case LINEAR -> System.arraycopy(x, xFrom, y, yFrom, count);
      case RELU -> relu(x, xFrom, y, yFrom, count);
      case GELU -> gelu(x, xFrom, y, yFrom, count);
      case TANH -> tanh(x, xFrom, y, yFrom, count);
      case SIGMOID -> sigmoid(x, xFrom, y, yFrom, count);
    }
  }

  /**
   * dy = dy times the slope of an activation, by the method of that name.
   *
   * @param at the output, or the input where {@link #slopeNeedsInput}
   */
  default void slope(
      Activation activation, float[] at, int atFrom, float[] dy, int dyFrom, int count) {
    switch (activation) {
      case LINEAR -> {}
      case RELU -> reluGradient(at, atFrom, dy, dyFrom, count);
      case GELU -> geluGradient(at, atFrom, dy, dyFrom, count);
      case TANH -> tanhGradient(at, atFrom, dy, dyFrom, count);
      case SIGMOID -> sigmoidGradient(at, atFrom, dy, dyFrom, count);
    }
  }

  /** Whether the slope of an activation is computed from its input and not from its output. */
  static boolean slopeNeedsInput(Activation activation) {
    return activation == Activation.GELU;
  }

  /** y = y + x. */
  void add(float[] x, int xFrom, float[] y, int yFrom, int count);

  /** y = y * x. */
  void multiply(float[] x, int xFrom, float[] y, int yFrom, int count);

  /** y = y * factor. */
  void scale(float factor, float[] y, int yFrom, int count);

  /** y = fma(a, x, y). */
  void axpy(float a, float[] x, int xFrom, float[] y, int yFrom, int count);

  /** y = y < -bound ? -bound : y > bound ? bound : y. */
  void clamp(float bound, float[] y, int yFrom, int count);

  /** Adds one row to each of the rows of y, as a bias: y[r][j] = y[r][j] + row[j]. */
  void addRow(float[] row, int rowFrom, float[] y, int yFrom, int rows, int width);

  /**
   * into[j] = the plain sum of x[r][j] over increasing r, beginning with 0, or with into[j] if it
   * resumes a sum of rows before.
   */
  void sumRows(
      float[] x, int xFrom, int rows, int width, float[] into, int intoFrom, boolean resume);

  /**
   * w = fma(-rate, g * scale, w). The steps of optimisers go over their arrays once, all from
   * {@code from} on; a scale bounds the gradient on the way, and 1 leaves it as it is.
   */
  void sgd(float[] w, float[] g, int from, int count, float rate, float scale);

  /** v = fma(momentum, v, g * scale); w = fma(-rate, v, w). */
  void momentum(
      float[] w,
      float[] g,
      float[] v,
      int from,
      int count,
      float rate,
      float momentum,
      float scale);

  /**
   * With h = g * scale: v = fma(momentum, v, h); w = fma(-rate, fma(momentum, v, h), w) (I.
   * Sutskever et al., "On the importance of initialization and momentum in deep learning", 2013, in
   * the usual rewriting where the gradient is taken at w).
   */
  void nesterov(
      float[] w,
      float[] g,
      float[] v,
      int from,
      int count,
      float rate,
      float momentum,
      float scale);

  /**
   * D. Kingma, J. Ba, "Adam", 2014, algorithm 1, with decoupled decay (I. Loshchilov, F. Hutter,
   * "Decoupled weight decay regularization", 2017, algorithm 2):
   *
   * <pre>{@code
   * h = g * scale
   * m = fma(beta1, m, (1 - beta1) * h)
   * v = fma(beta2, v, (1 - beta2) * h * h)
   * w = fma(-rate, m / fma(sqrt(v), root, epsilon), w * keep)
   * }</pre>
   *
   * @param step the numbers of the step
   */
  void adam(float[] w, float[] g, float[] m, float[] v, int from, int count, AdamStep step);

  /**
   * Keeps element i iff random number i is at least {@code threshold}, unsigned: y = x * factor;
   * else y = 0. The numbers are those of {@link io.pouw.learning.random.Philox#fill} under the
   * mask's key, step and layer; element 0 lies at {@code xFrom}.
   */
  void drop(float[] x, int xFrom, float[] y, int yFrom, int count, DropMask mask);
}
