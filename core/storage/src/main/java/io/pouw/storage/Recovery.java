package io.pouw.storage;

import org.rocksdb.WALRecoveryMode;

/** What to make of a write-ahead log that is not whole when a database is opened. */
enum Recovery {
  /**
   * For what was promised to be durable. A record cut off at the end was never acknowledged and is
   * dropped; any other fault would silently take back a promise, so it is an error.
   */
  KEEP_PROMISES(WALRecoveryMode.TolerateCorruptedTailRecords),
  /** For what can be fetched again: everything before the first fault. */
  KEEP_WHAT_IS_SOUND(WALRecoveryMode.PointInTimeRecovery);

  private final WALRecoveryMode mode;

  Recovery(WALRecoveryMode mode) {
    this.mode = mode;
  }

  WALRecoveryMode mode() {
    return mode;
  }
}
