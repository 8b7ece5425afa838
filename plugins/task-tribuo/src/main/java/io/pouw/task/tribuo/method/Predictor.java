package io.pouw.task.tribuo.method;

/** A trained model. Thread-safe. */
public interface Predictor {
  /**
   * What it says of a row.
   *
   * @param features as the schema made them
   * @return of a classification a score for each class; of a regression one value in the data's own
   *     units; of a clustering the squared distance to each centroid; of an anomaly detection one
   *     decision, negative for an anomaly
   */
  double[] scores(double[] features);
}
