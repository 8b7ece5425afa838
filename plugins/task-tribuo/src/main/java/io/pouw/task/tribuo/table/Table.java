package io.pouw.task.tribuo.table;

import java.util.Arrays;
import java.util.List;

/**
 * Rows as numbers.
 *
 * @param features of all rows, row by row
 * @param width features of one row
 * @param targets one a row: a class, a value in the data's own units, for anomaly detection 1 for
 *     an anomaly and 0 for a normal row; empty where there is no label column
 * @param labels names of the classes; empty where targets are none
 */
public record Table(double[] features, int width, double[] targets, List<String> labels) {
  public Table {
    labels = List.copyOf(labels);
  }

  public int rows() {
    return features.length / width;
  }

  public double[] row(int row) {
    return Arrays.copyOfRange(features, row * width, (row + 1) * width);
  }

  public boolean hasTargets() {
    return targets.length > 0;
  }
}
