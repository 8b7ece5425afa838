package io.pouw.learning.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Named figures in a fixed order, such as {@code accuracy}. What is undefined on the data, such as
 * the AUC where only one class occurs, is left out.
 */
public record MetricReport(Kind kind, SequencedMap<String, Double> values) {
  /** What was to be learnt. */
  public enum Kind {
    CLASSIFICATION,
    LANGUAGE,
    REGRESSION,
    BINARY
  }

  public MetricReport {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
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
