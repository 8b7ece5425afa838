package io.pouw.primitives;

/**
 * How views belong to epochs: those of epoch {@code e} lie strictly between {@code e << 32} and
 * {@code (e + 1) << 32}. Consensus votes by it, the ledger judges votes and blocks by it.
 */
public final class EpochViews {
  private static final int BITS = 32;

  /** The greatest number of an epoch whose views are numbers. */
  public static final long MAX_EPOCH = (1L << (63 - BITS)) - 1;

  private EpochViews() {}

  /** The number of the epoch that a view belongs to. */
  public static long epochOf(long view) {
    return view >>> BITS;
  }

  /** The number just below the first view of an epoch. */
  public static long base(long epoch) {
    return epoch << BITS;
  }
}
