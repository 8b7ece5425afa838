package io.pouw.consensus;

import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import java.util.List;

/**
 * A node that does not vote: takes {@link FinalizedChain} messages from anyone, believes their
 * certificates, and emits {@link ConsensusEffect.Finalized} in height order, each block once. Pure,
 * fed from one thread. A gap is asked for from the peer that showed it; while an answer is pending,
 * only every {@value #PATIENCE}th sign of the same gap asks again.
 */
public final class Follower {
  private static final int PATIENCE = 8;

  private final ChainCheck chainCheck;
  private final Outbox out = new Outbox();
  private Candidate head;
  private long target;
  private long askedFrom;
  private int signs;

  /** A follower whose last final block is durable at the host; genesis at first. */
  public Follower(
      Hash chainId,
      ValidatorSet validators,
      VoteVerifier verifier,
      CandidateCodec codec,
      Candidate lastFinalized) {
    this.chainCheck = new ChainCheck(chainId, validators, verifier, codec);
    this.head = lastFinalized;
  }

  /** A peer appeared that may have blocks which this node lacks. */
  public List<ConsensusEffect> connected(PublicKey peer) {
    out.send(peer, BlockRequest.from(head.height() + 1));
    return out.drain();
  }

  /** Takes a message; what is none of a follower's business is ignored. */
  public List<ConsensusEffect> on(PublicKey from, ConsensusMessage message) {
    switch (message) {
      case FinalizedChain chain -> receive(from, chain);
      case BlockRequest request -> serve(from, request);
      case ProposalMessage _, VoteMessage _, CertificateMessage _, BlocksMessage _ -> {}
    }
    return out.drain();
  }

  /** The last final block. */
  public Candidate head() {
    return head;
  }

  private void serve(PublicKey from, BlockRequest request) {
    if (request.fromHeight() <= head.height())
      out.add(
          new ConsensusEffect.ServeBlocks(
              from, request.fromHeight(), Math.clamp(request.max(), 1, Limits.BLOCK_BATCH)));
  }

  private void receive(PublicKey from, FinalizedChain chain) {
    switch (chainCheck.check(chain, head)) {
      case ChainCheck.Verdict.Extends(List<Candidate> blocks) -> {
        head = blocks.getLast();
        out.add(new ConsensusEffect.Finalized(blocks, chain.finalization()));
        if (head.height() < target || blocks.size() >= Limits.BLOCK_BATCH) ask(from);
      }
      case ChainCheck.Verdict.Known() -> {}
      case ChainCheck.Verdict.Gap(long height) -> {
        target = Math.max(target, height);
        ask(from);
      }
      case ChainCheck.Verdict.Invalid(String why) -> out.reject(Outbox.Rejected.CHAIN, from, why);
    }
  }

  private void ask(PublicKey peer) {
    long next = head.height() + 1;
    boolean pending = askedFrom == next;
    signs = pending ? signs + 1 : 0;
    if (signs % PATIENCE != 0) return;
    askedFrom = next;
    out.send(peer, BlockRequest.from(next));
  }
}
