package io.pouw.plugin;

import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;

/** What a role tells the node's operator; goes to the log, the metrics and the event stream. */
public sealed interface RoleEvent {
  /** A round was closed. {@code loss}: mean training loss of its units. */
  record RoundClosed(Hash task, int round, int rounds, float loss) implements RoleEvent {}

  /** A late or lost worker's slot went to another. */
  record SlotReassigned(Hash task, UnitId unit, Address from, Address to) implements RoleEvent {}

  /** Something that an operator should see. {@code kind} such as {@code wrong_update}. */
  record Alert(String kind, String detail) implements RoleEvent {}
}
