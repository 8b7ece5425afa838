package io.pouw.simulation;

import java.util.Optional;

/**
 * Counts what one node does to its disk, and lets a fault strike at one operation: the crash points
 * of a run are all its numbers.
 */
final class DiskOperations {
  private long count;
  private long armedAt = -1;
  private DiskFault fault = DiskFault.CLEAN;
  private boolean full;

  /** Operations so far. */
  long count() {
    return count;
  }

  /** Lets the fault strike at the operation with this number, counted from 0. */
  void arm(long operation, DiskFault kind) {
    armedAt = operation;
    fault = kind;
  }

  void disarm() {
    armedAt = -1;
    full = false;
  }

  /** From now on every write fails, until there is space again. */
  void full(boolean now) {
    full = now;
  }

  /**
   * Counts one operation.
   *
   * @return the fault of the power cut that is to end it, if it is not to succeed
   * @throws DiskFull if it is a write and there is no space
   */
  Optional<DiskFault> next(String operation, boolean writes) {
    boolean strikes = count++ == armedAt;
    if (writes && full) throw new DiskFull(operation);
    if (!strikes) return Optional.empty();
    armedAt = -1;
    if (fault != DiskFault.FULL) return Optional.of(fault);
    if (!writes) return Optional.empty();
    full = true;
    throw new DiskFull(operation);
  }
}
