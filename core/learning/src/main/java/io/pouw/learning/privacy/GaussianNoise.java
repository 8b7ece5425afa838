package io.pouw.learning.privacy;

import io.pouw.learning.random.RandomStream;

/**
 * Standard normal numbers: the {@linkplain NormalQuantile inverse distribution function} of numbers
 * (n + 1/2) / 2^52, n of 52 random bits, of which none is 0 or 1. So they lie within 8.3 standard
 * deviations, and each takes exactly two words of the stream: the n-th number of a stream does not
 * depend on the ones before it. For one thread.
 */
public final class GaussianNoise {
  private static final int WORD_BITS = 26;
  private static final int SHIFT = Integer.SIZE - WORD_BITS;

  private final RandomStream random;

  public GaussianNoise(RandomStream random) {
    this.random = random;
  }

  /** The next number. */
  public double next() {
    int high = random.nextInt() >>> SHIFT;
    int low = random.nextInt() >>> SHIFT;
    return NormalQuantile.of(((long) high << WORD_BITS | low) * 0x1p-52 + 0x1p-53);
  }
}
