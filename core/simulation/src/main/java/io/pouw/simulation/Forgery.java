package io.pouw.simulation;

import io.pouw.consensus.Vote;
import io.pouw.consensus.VoteKind;
import io.pouw.primitives.Hash;

/** Votes that no honest validator would cast, with good signatures. */
final class Forgery {
  private Forgery() {}

  static Vote sign(VoteKind kind, long view, Hash block, SimulatedValidator sender) {
    byte[] message = Vote.message(sender.world.chainId, kind, view, block);
    return new Vote(
        kind, view, block, sender.index, sender.world.signer(sender.index).sign(message));
  }
}
