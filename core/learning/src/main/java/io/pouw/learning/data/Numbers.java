package io.pouw.learning.data;

/** What a number of a data set may be. */
final class Numbers {
  private Numbers() {}

  /** Refuses NaN and infinity. */
  static void finite(String what, int index, float value) {
    if (!Float.isFinite(value))
      throw new DataException("%s: value %d is %s".formatted(what, index, value));
  }

  /** Refuses what is no whole number from 0 to {@code classes - 1}. */
  static void label(String what, int index, float value, int classes) {
    if (!(value >= 0 && value < classes && value == (int) value))
      throw new DataException(
          "%s: label %d is %s, expected a whole number from 0 to %d"
              .formatted(what, index, value, classes - 1));
  }
}
