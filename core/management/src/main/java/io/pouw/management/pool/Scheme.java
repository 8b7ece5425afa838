package io.pouw.management.pool;

/** By which work a pot is divided. Constants are encoded by their order. */
public enum Scheme {
  /** By the work that was settled since the last distribution. */
  PROPORTIONAL,
  /**
   * Pay per last N shares: by the last N of work, settled before or after the last distribution.
   * Nobody gains by coming for the good hours only.
   */
  PPLNS
}
