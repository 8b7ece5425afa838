package io.pouw.consensus;

import io.pouw.primitives.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the host does for a {@link SimplexEngine} or {@link Follower}, strictly in order. */
public sealed interface ConsensusEffect {
  /**
   * Write the vote down. It must be durable before any later effect is executed; if that fails, the
   * node must stop. A record may be deleted once a final block of its view or a higher one is
   * durable.
   */
  record PersistVote(VoteRecord vote) implements ConsensusEffect {}

  /** Send to all validators but this one. Messages may be lost. */
  record Broadcast(ConsensusMessage message) implements ConsensusEffect {}

  /** Send to one peer. */
  record Send(PublicKey to, ConsensusMessage message) implements ConsensusEffect {}

  /**
   * Build a block of this view on the parent, whose state the host knows, and answer with {@link
   * ConsensusInput.CandidateBuilt}: at once if there is something to order, otherwise when there is
   * or the heartbeat interval has passed. The next such effect replaces this one.
   */
  record BuildCandidate(long view, Candidate parent) implements ConsensusEffect {}

  /**
   * Execute the block on its parent's state and answer with {@link
   * ConsensusInput.CandidateValidated}. The parent is the last final block, or was built or
   * validated by this host since it started.
   */
  record ValidateCandidate(Candidate candidate, Candidate parent) implements ConsensusEffect {}

  record SetTimer(Timer timer, Duration delay) implements ConsensusEffect {}

  record CancelTimer(Timer timer) implements ConsensusEffect {}

  /**
   * These blocks are final, in height order, the first on top of the last that was finalised. The
   * host executes those that it has not validated (a node that catches up), stores them with the
   * certificate of the last, and tells the nodes that do not validate by a {@link FinalizedChain}.
   */
  record Finalized(List<Candidate> chain, Certificate finalization) implements ConsensusEffect {
    public Finalized {
      chain = List.copyOf(chain);
    }
  }

  /**
   * Send the peer a {@link FinalizedChain} of final blocks from this height on, about {@code max}
   * of them, ending at one that has its own certificate and is of the same epoch as the first.
   */
  record ServeBlocks(PublicKey to, long fromHeight, int max) implements ConsensusEffect {}

  /**
   * The epoch's last block is final and this machine has done its work: it takes no further input,
   * its timers are void. Always the last effect of an input, after the {@link Finalized} of that
   * block. The host tells all peers of the finalization, asks the ledger for the next epoch, and
   * starts a machine for that: a validator if its key is in the new set, a follower otherwise.
   *
   * @param epoch the number of the epoch that ended
   * @param finalization of its closing block
   * @param early messages of the next epoch that came too soon, for the next machine
   */
  record EpochEnded(
      long epoch, Certificate finalization, List<ConsensusInput.MessageReceived> early)
      implements ConsensusEffect {
    public EpochEnded {
      early = List.copyOf(early);
    }
  }

  /** Something worth a line in the log; with evidence where a validator equivocated. */
  record Reported(String what, Optional<Equivocation> evidence) implements ConsensusEffect {}
}
