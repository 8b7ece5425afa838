package io.pouw.management.pool;

import io.pouw.ledger.LedgerState;
import io.pouw.primitives.Address;

/**
 * One entry of a pool's audit trail.
 *
 * @param kind what was done
 * @param actor the address of who wanted it: the operator's or a worker's
 * @param detail in words, at most {@value #MAX_DETAIL} characters
 * @param version of the pool that came of it; 0 before it is kept
 * @param height of the chain then
 * @param atMs block time of that height, since 1970
 */
public record PoolEvent(
    Kind kind, String actor, String detail, long version, long height, long atMs) {
  private static final int MAX_DETAIL = 500;

  /** What can be done with a pool; kept by name. */
  public enum Kind {
    CREATED,
    JOINED,
    LEFT,
    EXPELLED,
    TERMS,
    CLOSED,
    DISTRIBUTED
  }

  public PoolEvent {
    if (detail.length() > MAX_DETAIL) detail = detail.substring(0, MAX_DETAIL);
  }

  static PoolEvent at(LedgerState ledger, Kind kind, Address actor, String detail) {
    return new PoolEvent(
        kind, actor.toString(), detail, 0, ledger.height(), ledger.head().timestampMs());
  }
}
