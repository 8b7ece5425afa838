package io.pouw.plugin;

import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.util.Map;

/** What a role tells the node's operator; goes to the log, the metrics and the event stream. */
public sealed interface RoleEvent {
  /**
   * A round was closed.
   *
   * @param loss mean training loss of its units
   * @param updates how many there were
   * @param updateBytes of all of them together
   */
  record RoundClosed(Hash task, int round, int rounds, float loss, int updates, long updateBytes)
      implements RoleEvent {}

  /** A late or lost worker's slot went to another. */
  record SlotReassigned(Hash task, UnitId unit, Address from, Address to) implements RoleEvent {}

  /**
   * A federated worker whose updates stand out so often that they are taken for poison.
   *
   * @param reputation what is left of it, 0 to 1
   * @param reason what was seen, with the values
   */
  record PoisoningSuspected(Hash task, Address worker, int round, double reputation, String reason)
      implements RoleEvent {}

  /** What a supervisor thinks of a federated task's workers after a round, 0 to 1 each. */
  record Reputations(Hash task, int round, Map<Address, Double> ofWorkers) implements RoleEvent {}

  /** Something that an operator should see. {@code kind} such as {@code wrong_update}. */
  record Alert(String kind, String detail) implements RoleEvent {}
}
