package io.pouw.learning.privacy;

/** How the rows of a step are chosen. */
public enum Sampling {
  /**
   * Batches of fixed size from shuffled epochs: the usual practice. The accountant's assumption
   * does not hold: its epsilon is then the customary figure, not a proof, and means nothing towards
   * those who know the seed of the order.
   */
  SHUFFLED,
  /**
   * Each row with the same probability, independent of all others: exactly what the accountant
   * assumes. A batch has as many rows as it gets. Drawn from the unit's secret.
   */
  POISSON
}
