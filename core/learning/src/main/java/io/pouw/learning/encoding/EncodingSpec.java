package io.pouw.learning.encoding;

/** How a task's updates are written; in a specification {@code update_encoding}. */
public sealed interface EncodingSpec {
  /** Every change as it is, 4 bytes each. */
  record Full() implements EncodingSpec {}

  /** Every change rounded to its upper 16 bits, 2 bytes each. */
  record Brain() implements EncodingSpec {}

  /** Every change as a multiple of its block's scale, 1 byte each and 2 a block. */
  record Block() implements EncodingSpec {}

  /**
   * The greatest changes alone. What is left out is kept as a residual and added to the next update
   * of the same slot.
   *
   * @param share of the parameters that are sent, over 0 and at most 1
   * @param brain whether the values are rounded to bfloat16; else they are float32
   * @param restart in verified tasks residuals begin anew in every round whose number is a multiple
   *     of it, 1 to {@value #MAX_RESTART}: to do a unit again takes so many units at most. In
   *     federated tasks, of which nobody does a unit again, they last as long as the worker does
   */
  record TopK(double share, boolean brain, int restart) implements EncodingSpec {
    public static final int DEFAULT_RESTART = 8;
    public static final int MAX_RESTART = 64;

    public TopK {
      if (!(share > 0 && share <= 1))
        throw new IllegalArgumentException("a share is over 0 and at most 1, not " + share);
      if (restart < 1 || restart > MAX_RESTART)
        throw new IllegalArgumentException(
            "residuals begin anew after 1 to %d rounds, not %d".formatted(MAX_RESTART, restart));
    }

    /** With the default restart. */
    public TopK(double share, boolean brain) {
      this(share, brain, DEFAULT_RESTART);
    }

    /** How many parameters are sent at most: the share rounded down, but at least one. */
    public int count(int parameters) {
      return (int) Math.clamp((long) (share * parameters), 1L, (long) parameters);
    }
  }
}
