package io.pouw.payout.tron.emulator;

/** What can go wrong with a broadcast at a node. */
public enum Fault {
  /** HTTP 503; the transaction did not arrive. */
  UNREACHABLE,
  /** HTTP 503, but the transaction was taken. */
  LOST_ANSWER,
  /** The node says that it took it, and forgets it. */
  LOST_TRANSACTION,
  /** The node refuses for now. */
  BUSY
}
