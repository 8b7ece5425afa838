package io.pouw.learning.spec;

import java.util.List;

/**
 * What the data looks like.
 *
 * @param classes labels are 0 to {@code classes - 1}; for text the tokens; 0 for regression
 * @param features values of one row
 * @param shape the same as dimensions, such as 28 x 28; their product is {@code features}
 * @param scale the value that becomes 1: a model sees {@code value * (1f / scale)}
 * @param details what one format alone needs to know
 */
public record DatasetSpec(
    Format format, int classes, int features, List<Integer> shape, float scale, Details details) {
  /** How the bytes are to be read. */
  public enum Format {
    /** Two IDX files of unsigned bytes, images and labels, gzip or not. */
    IDX,
    /** One file of comma-separated numbers, gzip or not; see {@link Table} for the header. */
    CSV,
    /** NumPy arrays: two {@code .npy} files, or one {@code .npz} with {@code x} and {@code y}. */
    NPY,
    /** One file of text, gzip or not, for a language model. */
    TEXT,
    /** One file of lines {@code label TAB text} in UTF-8, gzip or not. */
    LABELLED_TEXT
  }

  /** What one format alone needs to know. */
  public sealed interface Details {}

  /** Nothing more: IDX, and CSV of whole numbers from 0 to 255 without a header, label last. */
  public record Plain() implements Details {}

  /**
   * A table of real numbers with a header line.
   *
   * @param target name of the column to predict; empty for the last
   * @param means taken from each feature, in the order of the columns; empty for none
   * @param deviations that the difference is divided by; as many as means
   */
  public record Table(String target, List<Float> means, List<Float> deviations) implements Details {
    public Table {
      means = List.copyOf(means);
      deviations = List.copyOf(deviations);
    }
  }

  /**
   * NumPy arrays.
   *
   * @param targets values to predict of one row; 1 where they are class labels
   */
  public record Arrays(int targets) implements Details {}

  /**
   * Text in windows: row {@code i} begins at token {@code i * stride}, its targets one later.
   *
   * @param alphabet the character of each token, in UTF-8 text; empty if tokens are the bytes
   * @param length tokens of a window
   * @param stride tokens from one window's beginning to the next one's
   */
  public record Text(String alphabet, int length, int stride) implements Details {}

  /**
   * Text as bags of hashed n-grams.
   *
   * @param labels the label of each class
   * @param words the longest sequence of words counted; 0 for none
   * @param charactersLow the shortest sequence of characters; 0 for none
   * @param charactersHigh the longest
   * @param buckets token numbers are 0 to {@code buckets - 1}
   */
  public record Bags(
      List<String> labels, int words, int charactersLow, int charactersHigh, int buckets)
      implements Details {
    public Bags {
      labels = List.copyOf(labels);
    }
  }

  public DatasetSpec {
    shape = List.copyOf(shape);
  }

  /** IDX, or CSV of whole numbers. */
  public DatasetSpec(Format format, int classes, int features, List<Integer> shape, float scale) {
    this(format, classes, features, shape, scale, new Plain());
  }

  /** Values to predict of one row: 1 for a class label, one a position for a language model. */
  public int targets() {
    return switch (details) {
      case Arrays(int targets) -> targets;
      case Text text -> text.length();
      case Plain _, Table _, Bags _ -> 1;
    };
  }

  /** Token numbers are 0 to one less than this; 0 where features are not tokens. */
  public int tokens() {
    return switch (details) {
      case Text _ -> classes;
      case Bags bags -> bags.buckets();
      case Plain _, Table _, Arrays _ -> 0;
    };
  }
}
