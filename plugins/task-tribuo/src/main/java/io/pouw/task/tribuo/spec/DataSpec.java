package io.pouw.task.tribuo.spec;

import java.util.List;

/**
 * Which columns of the table mean what.
 *
 * @param label the column to predict, or to score by; empty for none
 * @param normal of an anomaly detection, the label of rows that are none; empty where there is no
 *     label column
 * @param features the columns to learn from, in this order; empty for all but label and ignored
 * @param categorical features whose values are words, each of which becomes a column of 0 and 1
 * @param ignored columns that are none of the features where those are not listed
 * @param missing what is done about cells without a value
 */
public record DataSpec(
    String label,
    String normal,
    List<String> features,
    List<String> categorical,
    List<String> ignored,
    MissingCells missing) {
  public DataSpec {
    features = List.copyOf(features);
    categorical = List.copyOf(categorical);
    ignored = List.copyOf(ignored);
  }

  public boolean hasLabel() {
    return !label.isEmpty();
  }
}
