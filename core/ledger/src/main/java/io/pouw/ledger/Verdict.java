package io.pouw.ledger;

/** What a re-execution showed. */
public enum Verdict {
  /** The update is the claimed one, byte for byte, and the round's combination too. */
  VALID,
  /** The miner's update is not what the work gives. */
  WRONG_UPDATE,
  /** The update holds, but the state after the round is not what the committed updates give. */
  WRONG_COMBINATION,
  /** The state or the updates could not be had from anybody in time. */
  UNAVAILABLE
}
