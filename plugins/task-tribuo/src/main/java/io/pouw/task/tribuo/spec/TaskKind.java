package io.pouw.task.tribuo.spec;

import java.util.Locale;

/** What is to be learnt. */
public enum TaskKind {
  /** A label of each row, one of those that the training data has. */
  CLASSIFICATION,
  /** A number of each row. */
  REGRESSION,
  /** Groups of rows that lie together; a label, where there is one, is used to score alone. */
  CLUSTERING,
  /** Rows that are not like the training data's normal ones. */
  ANOMALY_DETECTION;

  /** As a spec writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
