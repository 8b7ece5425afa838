package io.pouw.simulation;

import io.pouw.consensus.Vote;
import io.pouw.consensus.VoteKind;
import io.pouw.primitives.Hash;

/** Votes that no honest validator would cast, with good signatures. */
final class Forgery {
  private Forgery() {}

  /** The vote of a node in the epoch after its last final block. */
  static Vote sign(VoteKind kind, long view, Hash block, SimulatedNode sender) {
    byte[] message = Vote.message(sender.world.chainId, kind, view, block);
    int voter = sender.part.epoch().validators().indexOf(sender.world.key(sender.index)).orElse(0);
    return new Vote(kind, view, block, voter, sender.world.signer(sender.index).sign(message));
  }
}
