package io.pouw.plugin;

import io.pouw.primitives.BlobId;
import java.util.List;

/**
 * What a program adds whose units hang together: each begins with what the unit of the same slot
 * left in the round before, such as the part of a change that was not sent. What a unit leaves is
 * told to nobody. Whoever does or checks a unit without having done the one before does the whole
 * chain, from the states that the unit's own state names; so a unit is a function of its state
 * alone, no worker has to be asked for anything, and none has to be believed. Thread-safe.
 */
public interface UnitChain {
  /**
   * What a unit gave.
   *
   * @param left to the slot's unit in the next round
   */
  record Link(byte[] update, byte[] left) {}

  /**
   * The states before the rounds from the first of the chain to the one before this, in order; so
   * many rounds ago the chain began. Empty if units from this state begin with nothing.
   */
  List<BlobId> earlier(byte[] state);

  /**
   * Does one unit; the same bytes whoever computes it.
   *
   * @param state the state before the unit's round
   * @param left by the unit of the slot in the round before; empty if the chain begins here
   * @throws IllegalArgumentException if the state does not fit or {@code left} is no such thing
   */
  Link work(byte[] state, UnitId unit, byte[] left);
}
