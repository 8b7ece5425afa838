package io.pouw.plugin;

/** What the check of an update found, where a task type has one that needs no re-execution. */
public sealed interface UpdateCheck {
  /** The unit was done: the update holds what it claims. */
  record Valid() implements UpdateCheck {}

  /**
   * The update is wrong, and every machine finds it so: this costs its miner the stake.
   *
   * @param reason for people
   */
  record Wrong(String reason) implements UpdateCheck {}

  /**
   * Neither could be shown on this machine: the miner is neither paid nor slashed for it.
   *
   * @param reason for people
   */
  record Undecided(String reason) implements UpdateCheck {}
}
