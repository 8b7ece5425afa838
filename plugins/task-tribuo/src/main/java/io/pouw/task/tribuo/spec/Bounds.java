package io.pouw.task.tribuo.spec;

/** How much one task may ask of a machine that knows nothing of the client. */
public final class Bounds {
  /** Columns of a table, and features after words became columns. */
  public static final int COLUMNS = 1_024;

  public static final int ROWS = 1_000_000;

  /** Rows times features. */
  public static final int VALUES = 1 << 22;

  /** Labels of a classification. */
  public static final int LABELS = 256;

  /** Different words of one categorical column. */
  public static final int CATEGORIES = 256;

  /** Rows times features times labels that a tree's trainer counts. */
  public static final long COUNTS = 1L << 26;

  public static final int TREE_DEPTH = 64;
  public static final int TREES = 8_192;
  public static final int TREES_PER_UNIT = 1_024;
  public static final int CLUSTERS = 1_024;
  public static final int SVM_SAMPLE = 2_048;

  /** Support vector machines of an ensemble. */
  public static final int SVMS = 512;

  /** An update has to fit in a message. */
  public static final int UPDATE_BYTES = 12 << 20;

  public static final int STATE_BYTES = 64 << 20;

  /** Of a number in a table. */
  public static final double MAGNITUDE = 1e18;

  private Bounds() {}

  /**
   * Checks a size.
   *
   * @throws IllegalArgumentException if it is greater than its bound
   */
  public static void check(String what, long value, long bound) {
    if (value > bound)
      throw new IllegalArgumentException("%s: %d, at most %d can be".formatted(what, value, bound));
  }
}
