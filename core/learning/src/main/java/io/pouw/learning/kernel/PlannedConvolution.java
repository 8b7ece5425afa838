package io.pouw.learning.kernel;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The convolution by groups of sixteen examples, without copying out the taps: a group's planes are
 * laid beside zeros ({@link PlaneTile}), then blocks of rows times pixels (or of rows times taps)
 * keep their chains in registers. How a block is computed is the heirs' affair.
 */
abstract class PlannedConvolution implements Convolution {
  static final int LANES = PlaneTile.LANES;

  private final Map<ConvolutionShape, ConvolutionPlan> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ConvolutionShape, ConvolutionPlan> eldest) {
          return size() > SHAPES;
        }
      };

  /** Rows of a block, best for a product of so many rows. */
  abstract int blockRows(int rows);

  /** Pixels of a block of so many rows. */
  abstract int blockPixels(int height);

  /** Taps of a block of so many rows. */
  abstract int blockTaps(int height);

  /**
   * The chains of a block: rows from {@code weights[weightsFrom]} on, packed as {@link TapProduct}
   * says, times the pixels from {@code pixel} on; 16 lanes each. Writes row r, pixel p to {@code
   * out[outFrom + r * rowStep + pixelOut[p] * pixelStep ...]}.
   */
  abstract void taps(
      TapProduct product,
      int pixel,
      int height,
      float[] weights,
      int weightsFrom,
      float[] planes,
      float[] out,
      int outFrom,
      int rowStep,
      int pixelStep);

  /**
   * Goes on with the strands of a block of rows times taps: row r of the gradient is at {@code
   * gradient[from + min(r, lastRow) * rowStep + p * pixelStep ...]}. The strands of row r, tap t
   * are at {@code strands[strandsFrom + (r * blockTaps + t) * 16 ...]}.
   */
  abstract void strands(
      TapProduct product,
      int tap,
      int height,
      float[] gradient,
      int from,
      int lastRow,
      int rowStep,
      int pixelStep,
      float[] planes,
      float[] strands,
      int strandsFrom);

  private ConvolutionPlan plan(ConvolutionShape shape) {
    ConvolutionPlan plan = plans.get(shape);
    if (plan == null) {
      plan = new ConvolutionPlan(shape);
      plans.put(shape, plan);
    }
    return plan;
  }

  @Override
  public void forward(
      ConvolutionShape shape,
      float[] in,
      float[] weights,
      int weightsFrom,
      float[] biases,
      int biasesFrom,
      float[] out) {
    forward(shape, in, weights, weightsFrom, biases, biasesFrom, out, /* from= */ 0, shape.batch());
  }

  /**
   * Forward for some of the examples.
   *
   * @param from a multiple of 16
   * @param to likewise, or the batch's end
   */
  final void forward(
      ConvolutionShape shape,
      float[] in,
      float[] weights,
      int weightsFrom,
      float[] biases,
      int biasesFrom,
      float[] out,
      int from,
      int to) {
    Convolution.requireLengths(shape, in, out, weights, weightsFrom);
    Convolution.requireLength("biases", biases, biasesFrom, shape.filters());
    ConvolutionPlan plan = plan(shape);
    int height = blockRows(shape.filters());
    plan.forward.pack(height, weights, weightsFrom);
    plan.forward.packStarts(height, biases, biasesFrom);
    for (int first = from; first < to; first += LANES) {
      float[] planes = plan.image.load(in, shape.batch(), first);
      multiply(plan, plan.forward, height, planes, out, shape.outPixels(), first);
    }
  }

  @Override
  public void backwardData(
      ConvolutionShape shape,
      float[] outGradient,
      float[] weights,
      int weightsFrom,
      float[] inGradient) {
    backwardData(
        shape, outGradient, weights, weightsFrom, inGradient, /* from= */ 0, shape.batch());
  }

  /** The gradient of some of the examples, as for {@code forward}. */
  final void backwardData(
      ConvolutionShape shape,
      float[] outGradient,
      float[] weights,
      int weightsFrom,
      float[] inGradient,
      int from,
      int to) {
    Convolution.requireLengths(shape, inGradient, outGradient, weights, weightsFrom);
    ConvolutionPlan plan = plan(shape);
    int height = blockRows(shape.channels());
    for (int i = 0; i < plan.backward.size(); i++)
      plan.backward.get(i).pack(height, weights, weightsFrom);
    int pixels = shape.height() * shape.width();
    for (int first = from; first < to; first += LANES) {
      float[] planes = plan.gradient.load(outGradient, shape.batch(), first);
      for (int i = 0; i < plan.backward.size(); i++)
        multiply(plan, plan.backward.get(i), height, planes, inGradient, pixels, first);
    }
  }

  /** One product for the group of examples that begins with {@code first}. */
  private void multiply(
      ConvolutionPlan plan,
      TapProduct product,
      int height,
      float[] planes,
      float[] out,
      int outPixels,
      int first) {
    int batch = plan.shape.batch();
    int present = Math.min(LANES, batch - first);
    for (int row = 0; row < product.rows; row += height) {
      int rows = Math.min(height, product.rows - row);
      int weightsFrom = product.blockFrom(height, row);
      int at = row * outPixels * batch + first;
      if (rows == height && present == LANES) {
        blocks(product, height, weightsFrom, planes, out, at, outPixels * batch, batch);
        continue;
      }
      float[] beside = plan.beside(height * outPixels * LANES);
      blocks(product, height, weightsFrom, planes, beside, 0, outPixels * LANES, LANES);
      for (int r = 0; r < rows; r++)
        for (int p = 0; p < product.pixels; p++) {
          int pixel = r * outPixels + product.pixelOut[p];
          System.arraycopy(beside, pixel * LANES, out, at + pixel * batch, present);
        }
    }
  }

  private void blocks(
      TapProduct product,
      int height,
      int weightsFrom,
      float[] planes,
      float[] out,
      int outFrom,
      int rowStep,
      int pixelStep) {
    int width = blockPixels(height);
    float[] weights = product.packed();
    for (int p = 0; p < product.pixels; p += width)
      taps(product, p, height, weights, weightsFrom, planes, out, outFrom, rowStep, pixelStep);
  }

  @Override
  public void backwardWeights(
      ConvolutionShape shape,
      float[] in,
      float[] outGradient,
      float[] weightGradient,
      int weightsFrom) {
    backwardWeights(
        shape, in, outGradient, weightGradient, weightsFrom, /* from= */ 0, shape.taps());
  }

  /** Taps of a block of the weights' gradient. */
  final int tapGrain(ConvolutionShape shape) {
    return blockTaps(blockRows(shape.filters()));
  }

  /**
   * The gradient of the weights of some of the taps, of all filters.
   *
   * @param from a multiple of {@link #tapGrain}
   * @param to likewise, or the end of the taps
   */
  final void backwardWeights(
      ConvolutionShape shape,
      float[] in,
      float[] outGradient,
      float[] weightGradient,
      int weightsFrom,
      int from,
      int to) {
    Convolution.requireLengths(shape, in, outGradient, weightGradient, weightsFrom);
    ConvolutionPlan plan = plan(shape);
    int height = blockRows(shape.filters());
    int width = blockTaps(height);
    int across = (to - from + width - 1) / width;
    int down = (shape.filters() + height - 1) / height;
    int size = down * across * height * width * LANES;
    float[] strands = plan.strands(size);
    Arrays.fill(strands, 0, size, 0f);
    for (int first = 0; first < shape.batch(); first += LANES)
      addGroup(plan, in, outGradient, first, height, width, from, to, strands);
    for (int f = 0; f < shape.filters(); f++)
      for (int k = from; k < to; k++) {
        int block = f / height * across + (k - from) / width;
        int strand = (block * height + f % height) * width + (k - from) % width;
        weightGradient[weightsFrom + f * shape.taps() + k] = Strands.fold(strands, strand * LANES);
      }
  }

  /** Goes on with the strands of the weights of some taps by one group of examples. */
  private void addGroup(
      ConvolutionPlan plan,
      float[] in,
      float[] outGradient,
      int first,
      int height,
      int width,
      int fromTap,
      int toTap,
      float[] strands) {
    ConvolutionShape shape = plan.shape;
    TapProduct product = plan.forward;
    float[] planes = plan.image.load(in, shape.batch(), first);
    boolean full = first + LANES <= shape.batch();
    float[] gradient = full ? outGradient : filledUp(plan, outGradient, first);
    int step = full ? shape.batch() : LANES;
    int strandsFrom = 0;
    for (int f = 0; f < shape.filters(); f += height) {
      int rowStep = product.pixels * step;
      int from = (full ? first : 0) + f * rowStep;
      int lastRow = Math.min(height, shape.filters() - f) - 1;
      for (int k = fromTap; k < toTap; k += width) {
        strands(
            product,
            k,
            height,
            gradient,
            from,
            lastRow,
            rowStep,
            step,
            planes,
            strands,
            strandsFrom);
        strandsFrom += height * width * LANES;
      }
    }
  }

  /** The gradients of the last examples, with zeros for those that are missing. */
  private static float[] filledUp(ConvolutionPlan plan, float[] outGradient, int first) {
    ConvolutionShape shape = plan.shape;
    int present = shape.batch() - first;
    int maps = shape.filters() * shape.outPixels();
    float[] beside = plan.beside(maps * LANES);
    for (int i = 0; i < maps; i++)
      for (int l = 0; l < LANES; l++)
        beside[i * LANES + l] = l < present ? outGradient[i * shape.batch() + first + l] : 0f;
    return beside;
  }

  @Override
  public void backwardBiases(
      ConvolutionShape shape, float[] outGradient, float[] biasGradient, int biasesFrom) {
    backwardBiases(
        shape, outGradient, biasGradient, biasesFrom, /* fromFilter= */ 0, shape.filters());
  }

  /** The gradient of the biases of some of the filters. */
  final void backwardBiases(
      ConvolutionShape shape,
      float[] outGradient,
      float[] biasGradient,
      int biasesFrom,
      int fromFilter,
      int toFilter) {
    Convolution.requireLength("output", outGradient, shape.outputs());
    Convolution.requireLength("biases", biasGradient, biasesFrom, shape.filters());
    ConvolutionPlan plan = plan(shape);
    int batch = shape.batch();
    float[] strands = plan.strands(LANES);
    for (int f = fromFilter; f < toFilter; f++) {
      Arrays.fill(strands, 0, LANES, 0f);
      int from = f * shape.outPixels() * batch;
      for (int first = 0; first < batch; first += LANES)
        sum(
            outGradient,
            from + first,
            shape.outPixels(),
            batch,
            Math.min(LANES, batch - first),
            strands);
      biasGradient[biasesFrom + f] = Strands.fold(strands, 0);
    }
  }

  /** strands[l] += values[from + p * step + l] for all p in order, l below {@code present}. */
  void sum(float[] values, int from, int count, int step, int present, float[] strands) {
    for (int l = 0; l < present; l++) {
      float sum = strands[l];
      for (int p = 0; p < count; p++) sum += values[from + p * step + l];
      strands[l] = sum;
    }
    // A missing example counts as 0, which makes +0 of a strand that ended in -0.
    for (int l = present; l < LANES; l++) strands[l] += 0f;
  }
}
