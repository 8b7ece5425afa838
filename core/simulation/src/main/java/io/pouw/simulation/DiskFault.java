package io.pouw.simulation;

/** What a power cut does to the bytes that were written and not yet synced, or a full disk. */
public enum DiskFault {
  /** All of them are there. */
  CLEAN,
  /** A part of them, from the front, is there. */
  TORN,
  /** None of them is there. */
  LOST,
  /** They are there with a flipped bit. */
  FLIPPED,
  /** No power cut: the write fails for want of space, and the process has to stop. */
  FULL
}
