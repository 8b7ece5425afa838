package io.pouw.learning.spec;

/** How the updates of a round become one. */
public enum Aggregation {
  /** The arithmetic mean of all slots (federated averaging). */
  MEAN
}
