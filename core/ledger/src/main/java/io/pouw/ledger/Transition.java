package io.pouw.ledger;

import java.util.List;

/**
 * What a block does.
 *
 * @param after the ledger after it
 * @param changes to the stored entries, in key order
 * @param events why each account changed, in the order of execution
 * @param mined the units that held up, as in the header
 */
public record Transition(
    LedgerState after,
    List<StateEntryChange> changes,
    List<LedgerEvent> events,
    List<Mined> mined) {
  public Transition {
    changes = List.copyOf(changes);
    events = List.copyOf(events);
    mined = List.copyOf(mined);
  }
}
