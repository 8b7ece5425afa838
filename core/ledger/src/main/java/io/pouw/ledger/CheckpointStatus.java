package io.pouw.ledger;

/** Where a checkpoint stands. One that is found wrong leaves the list. */
public enum CheckpointStatus {
  /** Waits for the beacon that draws its units. */
  COMMITTED,
  /** Its units are drawn and are being checked. */
  DRAWN,
  /** All drawn units held up, and so did all earlier checkpoints. */
  ACCEPTED
}
