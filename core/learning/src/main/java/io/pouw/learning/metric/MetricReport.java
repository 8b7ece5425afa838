package io.pouw.learning.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Named figures in a fixed order, such as {@code accuracy}. What is undefined on the data, such as
 * the AUC where only one class occurs, is left out.
 *
 * @param confusion a row for each class, in it how often it was taken for each; empty where answers
 *     are no classes
 */
public record MetricReport(
    Kind kind, SequencedMap<String, Double> values, List<List<Long>> confusion) {
  /** What was to be learnt. */
  public enum Kind {
    CLASSIFICATION,
    LANGUAGE,
    REGRESSION,
    BINARY
  }

  public MetricReport {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    confusion = confusion.stream().map(List::copyOf).toList();
  }

  /** Without a confusion matrix. */
  public MetricReport(Kind kind, SequencedMap<String, Double> values) {
    this(kind, values, List.of());
  }

  /**
   * One figure.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public double value(String name) {
    Double value = values.get(name);
    if (value == null)
      throw new IllegalArgumentException("there is no " + name + "; there are " + values.keySet());
    return value;
  }
}
