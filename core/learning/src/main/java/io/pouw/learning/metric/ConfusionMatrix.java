package io.pouw.learning.metric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often each class was taken for which. Precision, recall and F1 whose denominator is 0 count
 * as 0. For one thread.
 */
public final class ConfusionMatrix {
  private final int classes;
  private final long[] counts;

  public ConfusionMatrix(int classes) {
    this.classes = classes;
    this.counts = new long[Math.multiplyExact(classes, classes)];
  }

  public int classes() {
    return classes;
  }

  public void add(int label, int predicted) {
    counts[label * classes + predicted]++;
  }

  /** Rows of class {@code label} that were taken for {@code predicted}. */
  public long count(int label, int predicted) {
    return counts[label * classes + predicted];
  }

  /** All counts: a row for each class, in it a column for what it was taken for. */
  public List<List<Long>> table() {
    return IntStream.range(0, classes)
        .mapToObj(
            label -> Arrays.stream(counts, label * classes, (label + 1) * classes).boxed().toList())
        .toList();
  }

  public long total() {
    long total = 0;
    for (long count : counts) total += count;
    return total;
  }

  public long correct() {
    long correct = 0;
    for (int c = 0; c < classes; c++) correct += count(c, c);
    return correct;
  }

  /** Share of the rows taken for {@code c} that are of it. */
  public double precision(int c) {
    long taken = 0;
    for (int label = 0; label < classes; label++) taken += count(label, c);
    return ratio(count(c, c), taken);
  }

  /** Share of the rows of {@code c} that were taken for it. */
  public double recall(int c) {
    return ratio(count(c, c), rows(c));
  }

  /** Harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN). */
  public double f1(int c) {
    long taken = 0;
    for (int label = 0; label < classes; label++) taken += count(label, c);
    return ratio(2 * count(c, c), taken + rows(c));
  }

  /** Rows of class {@code c}. */
  public long rows(int c) {
    long rows = 0;
    for (int predicted = 0; predicted < classes; predicted++) rows += count(c, predicted);
    return rows;
  }

  public double macroPrecision() {
    double sum = 0;
    for (int c = 0; c < classes; c++) sum += precision(c);
    return sum / classes;
  }

  public double macroRecall() {
    double sum = 0;
    for (int c = 0; c < classes; c++) sum += recall(c);
    return sum / classes;
  }

  public double macroF1() {
    double sum = 0;
    for (int c = 0; c < classes; c++) sum += f1(c);
    return sum / classes;
  }

  /** Over all rows together; equals precision, recall and accuracy where each row has one class. */
  public double microF1() {
    return ratio(correct(), total());
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
