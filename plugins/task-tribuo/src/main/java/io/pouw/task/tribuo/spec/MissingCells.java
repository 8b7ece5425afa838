package io.pouw.task.tribuo.spec;

import java.util.List;

/**
 * What is done about cells of a table that have no value. A label is never made up: its row is
 * dropped where rows are, and else an error.
 *
 * @param policy the same for all features
 * @param words that stand for no value beside the empty field, such as {@code NA}; none for {@code
 *     ERROR}, for which an empty field is just no number
 * @param constant of {@link Policy#CONSTANT} the number that is put in; else 0
 */
public record MissingCells(Policy policy, List<String> words, double constant) {
  /** A missing cell is a mistake in the table. */
  public static final MissingCells REFUSED = new MissingCells(Policy.ERROR, List.of(), 0);

  public static final int MAX_WORDS = 16;

  /** What to do. A missing word of a categorical column is no word: 0 in all its features. */
  public enum Policy {
    /** Refuse the table. */
    ERROR,
    /** Put in the mean of the column's values in the training data. */
    MEAN,
    /** Put in a number. */
    CONSTANT,
    /** Do without the row, in training and in tests; a prediction for one is refused. */
    DROP_ROW
  }

  public MissingCells {
    words = List.copyOf(words);
  }

  /** Whether a field has no value, and something else than an error is wanted. */
  public boolean isMissing(String field) {
    return policy != Policy.ERROR && (field.isEmpty() || words.contains(field));
  }

  public boolean fills() {
    return policy == Policy.MEAN || policy == Policy.CONSTANT;
  }

  public boolean dropsRows() {
    return policy == Policy.DROP_ROW;
  }
}
