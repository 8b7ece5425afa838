package io.pouw.learning.privacy;

import io.pouw.learning.random.RandomStream;
import io.pouw.primitives.Hash;
import java.util.Arrays;

/**
 * Draws each row with the same probability, independent of all others. The probability is {@code
 * batchSize / rows}, rounded down to a multiple of 2^-32 (never up, so that the accountant's bound
 * holds).
 */
final class PoissonSample {
  private PoissonSample() {}

  /**
   * The rows of one step, increasing; possibly none.
   *
   * @param seed decides the sample, and has to be secret where the sampling is to hide examples
   * @param step distinguishes the samples of one seed
   * @param rows of the data set
   * @param batchSize rows that a sample has on average, at most {@code rows}
   */
  static int[] rows(Hash seed, long step, int rows, int batchSize) {
    if (batchSize < 1 || batchSize > rows)
      throw new IllegalArgumentException(
          "a batch has 1 to %d rows, not %d".formatted(rows, batchSize));
    long threshold = ((long) batchSize << 32) / rows;
    RandomStream random = RandomStream.of(seed, "sample", step);
    int[] chosen = new int[rows];
    int count = 0;
    for (int row = 0; row < rows; row++)
      if ((random.nextInt() & 0xffffffffL) < threshold) chosen[count++] = row;
    return Arrays.copyOf(chosen, count);
  }
}
