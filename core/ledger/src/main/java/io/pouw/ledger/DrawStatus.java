package io.pouw.ledger;

/** Where the check of a drawn unit stands. */
public enum DrawStatus {
  /** A supervisor of the task has to show the unit. */
  DRAWN,
  /** The committee has to re-execute it. */
  OPENED,
  /** Every verifier of the task's jury has to re-execute it. */
  DISPUTED,
  /** Found valid. A unit found anything else takes its checkpoint off the ledger with it. */
  VALID
}
