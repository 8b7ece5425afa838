package io.pouw.node.dataset;

import java.util.Set;
import java.util.regex.Pattern;

/** What numbers come to that are seen one by one: for people, not for training. For one thread. */
final class Figures {
  private static final Set<String> MISSING = Set.of("", "?", "NA", "N/A", "NaN", "nan", "null");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,5})?");

  private long count;
  private long missing;
  private long words;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double mean;

  static boolean isMissing(String field) {
    return MISSING.contains(field);
  }

  static boolean isDecimal(String field) {
    return DECIMAL.matcher(field).matches();
  }

  void add(double value) {
    if (!Double.isFinite(value)) {
      missing++;
      return;
    }
    count++;
    min = Math.min(min, value);
    max = Math.max(max, value);
    mean += (value - mean) / count;
  }

  void addWord() {
    words++;
  }

  /** Values that are no numbers. */
  long words() {
    return words;
  }

  void addMissing() {
    missing++;
  }

  long count() {
    return count;
  }

  /** Values that are not there, or not finite. */
  long missing() {
    return missing;
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  double mean() {
    return mean;
  }
}
