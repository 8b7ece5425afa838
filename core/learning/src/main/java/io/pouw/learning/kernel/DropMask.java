package io.pouw.learning.kernel;

/**
 * Which elements dropout drops: a function of key, stream and element alone, so that backward draws
 * the mask of forward again.
 *
 * @param key0 first word of the generator's key
 * @param key1 second word of the key
 * @param step which step of the unit
 * @param layer which layer of the network
 * @param rate the share that is dropped, in [0, 1)
 */
public record DropMask(int key0, int key1, int step, int layer, float rate) {
  public DropMask {
    if (!(rate >= 0f && rate < 1f))
      throw new IllegalArgumentException("a dropout rate is in [0, 1), not " + rate);
  }

  /** The mask of the next step. */
  public DropMask next() {
    return new DropMask(key0, key1, step + 1, layer, rate);
  }

  /** An element is kept iff its random number, unsigned, is at least this: rate * 2^32, exact. */
  public long threshold() {
    return (long) ((double) rate * 0x1p32);
  }

  /** What kept elements are multiplied by, so that the expectation stays. */
  public float factor() {
    return 1f / (1f - rate);
  }
}
