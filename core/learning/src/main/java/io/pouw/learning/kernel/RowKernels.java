package io.pouw.learning.kernel;

/**
 * Kernels on rows: matrices of {@code rows} x {@code width}, row by row, beginning at {@code
 * ...From}. A sum along a row has one order at every width, "16 strands": strand l begins with 0
 * and takes elements l, l + 16, l + 32, ... in this order; then for w = 8, 4, 2, 1 each strand l
 * below w takes strand l + w. Sums over rows run from the first row to the last. For one thread.
 */
public interface RowKernels {
  /** Chains of a sum along a row. */
  int STRANDS = 16;

  /** The sum of the elements in 16 strands, by plain additions. */
  float sum(float[] x, int from, int count);

  /** The sum of the squares in 16 strands, by s = fma(x, x, s). */
  float squaredNorm(float[] x, int from, int count);

  /** The sum of the products in 16 strands, by s = fma(x, y, s). */
  float dot(float[] x, int xFrom, float[] y, int yFrom, int count);

  /** The greatest element by {@code Math.max}, for which no order matters; count is at least 1. */
  float max(float[] x, int from, int count);

  /**
   * Softmax along rows. Row r looks at its first {@code valid + r * growth} elements, at most width
   * of them: (width, 0) for all, (1, 1) for causal attention; behind them the result is 0. With m
   * the greatest, e[j] = exp(x[j] - m), s the sum of e: y[j] = e[j] * (1 / s). x and y may be the
   * same.
   *
   * @param valid at least 1
   */
  void softmax(
      float[] x, int xFrom, float[] y, int yFrom, int rows, int width, int valid, int growth);

  /**
   * The gradient of softmax from its output, in place: with s = dot(y, dy), dy[j] = y[j] * (dy[j] -
   * s); 0 behind the valid elements.
   */
  void softmaxGradient(
      float[] y, int yFrom, float[] dy, int dyFrom, int rows, int width, int valid, int growth);

  /**
   * Cross-entropy of softmax against one class for each row. The loss of a row is log(s) - (x[c] -
   * m), with s and m as in {@link #softmax}; its gradient ((c == j ? p[j] - 1 : p[j]) * share),
   * with p the softmax. A row whose class is negative counts for nothing: loss and gradient are 0.
   *
   * @param classes one for each row, a whole number below width
   * @param gradient rows x width, set; may be x itself
   * @param share the factor on the gradient: 1 / rows for the mean
   * @param before what the sum of the losses begins with: that of the rows before, or 0
   * @return the sum of the rows' losses, as doubles, in the order of the rows
   * @throws IllegalArgumentException if a class is not a whole number below width
   */
  double softmaxCrossEntropy(
      float[] x,
      int xFrom,
      float[] classes,
      int classesFrom,
      float[] gradient,
      int gradientFrom,
      int rows,
      int width,
      float share,
      double before);

  /**
   * Layer normalisation (J. Ba, J. Kiros, G. Hinton, 2016): mean = sum(x) / width; d = x - mean;
   * inverse = 1 / sqrt(squaredNorm(d) / width + epsilon); y = fma(d * inverse, gamma, beta).
   *
   * @param scale gamma, then beta, each of width, at scaleFrom
   * @param mean one for each row, set
   * @param inverse one for each row, set
   * @param first the row to begin with; those before are left out
   * @param end behind the last row
   */
  void layerNorm(
      float[] x,
      int xFrom,
      float[] scale,
      int scaleFrom,
      float[] y,
      int yFrom,
      float[] mean,
      float[] inverse,
      int first,
      int end,
      int width,
      float epsilon);

  /**
   * The gradient of the input of {@link #layerNorm}. With n = (x - mean) * inverse and g = dy *
   * gamma: a = sum(g) / width; b = dot(g, n) / width; dx = inverse * fma(-n, b, g - a).
   *
   * @param dx set; may be dy itself
   * @param first the row to begin with; those before are left out
   * @param end behind the last row
   */
  void layerNormGradient(
      float[] dy,
      int dyFrom,
      float[] x,
      int xFrom,
      float[] scale,
      int scaleFrom,
      float[] mean,
      float[] inverse,
      float[] dx,
      int dxFrom,
      int first,
      int end,
      int width);

  /**
   * The gradients of gamma and beta of {@link #layerNorm}: over the rows, from 0, or from what
   * stands there if it resumes the sums of rows before, dgamma = fma(dy, n, dgamma), dbeta = dbeta
   * + dy.
   *
   * @param dscale dgamma, then dbeta, each of width, at dscaleFrom
   * @param column the first column that is set
   * @param end behind the last one
   */
  void layerNormScaleGradient(
      float[] dy,
      int dyFrom,
      float[] x,
      int xFrom,
      float[] mean,
      float[] inverse,
      float[] dscale,
      int dscaleFrom,
      int rows,
      int width,
      int column,
      int end,
      boolean resume);

  /**
   * Row r of y = the table's row of id[r], a whole number; zeros where there is no such row, which
   * is how an id is absent.
   */
  void gather(
      float[] table,
      int tableFrom,
      int entries,
      float[] ids,
      int idsFrom,
      float[] y,
      int yFrom,
      int rows,
      int width);

  /** Adds row r of dy to the table's row of id[r], if there is one, in the order of the rows. */
  void scatterAdd(
      float[] dy,
      int dyFrom,
      float[] ids,
      int idsFrom,
      float[] table,
      int tableFrom,
      int entries,
      int rows,
      int width);

  /**
   * Row r of y = the sum, from 0 in order, of the table's rows of the ids r * perRow, ..., absent
   * ones left out; times 1 / (ids present) if it is the mean that is wanted.
   */
  void bag(
      float[] table,
      int tableFrom,
      int entries,
      float[] ids,
      int idsFrom,
      int perRow,
      float[] y,
      int yFrom,
      int rows,
      int width,
      boolean mean);

  /** Adds to the table's rows, in the order of rows and ids, fma(share, dy[r], .): {@link #bag}. */
  void bagGradient(
      float[] dy,
      int dyFrom,
      float[] ids,
      int idsFrom,
      int perRow,
      float[] table,
      int tableFrom,
      int entries,
      int rows,
      int width,
      boolean mean);
}
