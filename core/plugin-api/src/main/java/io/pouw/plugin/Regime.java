package io.pouw.plugin;

/** Who holds the data that a task trains on, and therefore what can be proved of its work. */
public enum Regime {
  /** The client's committed data: every unit can be done again, and mines. */
  VERIFIED,
  /**
   * Each worker's own data, which nobody else sees: no unit can be done again, so none is drawn and
   * none mines. Robust aggregation, detectors and reputation stand in for proof.
   */
  FEDERATED
}
