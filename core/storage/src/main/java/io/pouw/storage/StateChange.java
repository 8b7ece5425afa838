package io.pouw.storage;

import java.util.List;

/**
 * What a finalised block changes beside itself.
 *
 * @param state entries of the ledger's state, all of which {@link ChainStore#forEachState} reads
 *     back
 * @param index entries to look things up by, such as the history of an account or the height of a
 *     transaction; read by prefix
 */
public record StateChange(List<Change> state, List<Change> index) {
  public static final StateChange NONE = new StateChange(List.of(), List.of());

  public StateChange {
    state = List.copyOf(state);
    index = List.copyOf(index);
  }
}
