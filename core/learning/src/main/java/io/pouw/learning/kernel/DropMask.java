package io.pouw.learning.kernel;

/**
 * Which elements dropout drops: a function of key, step, layer and element alone, so that backward
 * draws the mask of forward again. Mutable, so that a step allocates nothing.
 */
public final class DropMask {
  private final int key0;
  private final int key1;
  private final int layer;
  private final float rate;
  private int step;

  /**
   * A mask.
   *
   * @param key0 first word of the generator's key
   * @param key1 second word of the key
   * @param step which step of the unit
   * @param layer which layer of the network
   * @param rate the share that is dropped, in [0, 1)
   */
  public DropMask(int key0, int key1, int step, int layer, float rate) {
    if (!(rate >= 0f && rate < 1f))
      throw new IllegalArgumentException("a dropout rate is in [0, 1), not " + rate);
    this.key0 = key0;
    this.key1 = key1;
    this.step = step;
    this.layer = layer;
    this.rate = rate;
  }

  /** Becomes the mask of the next step. */
  public void advance() {
    step++;
  }

  public int key0() {
    return key0;
  }

  public int key1() {
    return key1;
  }

  public int step() {
    return step;
  }

  public int layer() {
    return layer;
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
