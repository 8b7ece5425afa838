package io.pouw.learning.kernel;

import io.pouw.learning.spec.Activation;

/**
 * What a {@link Gemm} does to its sums while it holds them, instead of in a sweep over the result
 * afterwards: where the chains begin, and what becomes of each sum. With {@code sum} for the chain
 * of the definition, whose start is 0, the element of c or the bias of its column:
 *
 * <table>
 * <caption>The ends of a chain</caption>
 * <tr><td>none</td><td>{@code c = sum}</td></tr>
 * <tr><td>{@link #then activation}</td><td>{@code c = f(sum)}; {@code before = sum}, where the
 *   slope will be computed from it</td></tr>
 * <tr><td>{@link #slope}</td><td>{@code c = sum * f'(...)}, as {@link Elementwise#slope} states
 *   it</td></tr>
 * <tr><td>{@link #descent}</td><td>{@code w = fma(-rate, sum, w)}, as {@link Elementwise#sgd} does
 *   with the scale 1</td></tr>
 * </table>
 *
 * <p>These are the operations of the sweeps, in their order: the bits are the same. Made once and
 * used for many products, by one thread at a time.
 */
public final class Fusion {
  /** What becomes of a sum. */
  enum End {
    STORE,
    ACTIVATION,
    SLOPE,
    DESCENT
  }

  private static final float[] NO_BIASES = {};
  private static final Matrix NO_MATRIX = Matrix.rowMajor(new float[1], 0, 1, 1);

  /** Chains begin at 0 or go on from c, and their sums are stored. */
  public static final Fusion NONE = new Fusion(NO_BIASES, 0, End.STORE, Activation.LINEAR);

  private final float[] biases;
  private final int biasesFrom;
  private final End end;
  private final Activation activation;
  private final Matrix beside;
  private final boolean isBeside;
  private float rate;

  private Fusion(float[] biases, int biasesFrom, End end, Activation activation) {
    this(biases, biasesFrom, end, activation, NO_MATRIX, false);
  }

  private Fusion(
      float[] biases,
      int biasesFrom,
      End end,
      Activation activation,
      Matrix beside,
      boolean isBeside) {
    this.biases = biases;
    this.biasesFrom = biasesFrom;
    this.end = end;
    this.activation = activation;
    this.beside = beside;
    this.isBeside = isBeside;
  }

  /** The chains of column j begin at {@code biases[from + j]}. */
  public static Fusion bias(float[] biases, int from) {
    return new Fusion(biases, from, End.STORE, Activation.LINEAR);
  }

  /** The same start, and the activation of each sum is stored. */
  public Fusion then(Activation function) {
    return new Fusion(biases, biasesFrom, End.ACTIVATION, function);
  }

  /**
   * The same start, and the activation of each sum is stored.
   *
   * @param before set to the sums; of the shape of c
   */
  public Fusion then(Activation function, Matrix before) {
    return new Fusion(biases, biasesFrom, End.ACTIVATION, function, before, true);
  }

  /**
   * Each sum is multiplied by the slope of an activation.
   *
   * @param at what {@link Elementwise#slope} asks for; of the shape of c
   */
  public static Fusion slope(Activation function, Matrix at) {
    return new Fusion(NO_BIASES, 0, End.SLOPE, function, at, true);
  }

  /**
   * The sums are a gradient: weights make a step of plain gradient descent, and c is left with
   * nothing of use.
   *
   * @param weights of the shape of c
   */
  public static Fusion descent(Matrix weights) {
    return new Fusion(NO_BIASES, 0, End.DESCENT, Activation.LINEAR, weights, true);
  }

  /** Sets the rate of a descent for the products that follow. */
  public void rate(float learningRate) {
    rate = learningRate;
  }

  float rate() {
    return rate;
  }

  boolean hasBiases() {
    return biases.length > 0;
  }

  float[] biases() {
    return biases;
  }

  int biasesFrom() {
    return biasesFrom;
  }

  End end() {
    return end;
  }

  Activation activation() {
    return activation;
  }

  /** What each element of c has beside it: the sum kept, the place of a slope, a weight. */
  Matrix beside() {
    return beside;
  }

  boolean hasBeside() {
    return isBeside;
  }

  /** The check that each product begins with. */
  void require(Matrix c, boolean accumulate) {
    if (hasBiases() && accumulate)
      throw new IllegalArgumentException("a chain cannot begin at the bias and at the result");
    if (hasBiases() && biases.length - biasesFrom < c.columns())
      throw new IllegalArgumentException(
          "%d biases from %d are needed, the array has %d"
              .formatted(c.columns(), biasesFrom, biases.length));
    if (hasBeside()
        && (beside.rows() != c.rows()
            || beside.columns() != c.columns()
            || beside.columnStride() != 1))
      throw new IllegalArgumentException(
          "what lies beside the result must be %d x %d with contiguous columns, not %d x %d"
              .formatted(c.rows(), c.columns(), beside.rows(), beside.columns()));
  }
}
