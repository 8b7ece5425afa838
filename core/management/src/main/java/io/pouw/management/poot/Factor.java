package io.pouw.management.poot;

/** What a score is made of, each 0 to 10^6. Encoded by order. */
public enum Factor {
  /** Proven work in the period, against the median of those who do the same kind. Of the chain. */
  VERIFIED_WORK,
  /** Drawn units that held up, against convictions. Of the chain. */
  CORRECTNESS,
  /** Heartbeats that came, of those expected. Counted by the scoring node. */
  AVAILABILITY,
  /** How soon a probe is echoed. Measured by the scoring node. */
  LATENCY,
  /**
   * Proven work for each core that the worker claims to have: who claims more than it uses loses.
   */
  RESOURCE_USE,
  /** How long it has been at it. Of the chain. */
  TENURE;

  /** Where it stands in lists of all factors. */
  @SuppressWarnings("EnumOrdinal") // the order is part of the encoding
  int position() {
    return ordinal();
  }
}
