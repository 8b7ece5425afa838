package io.pouw.consensus;

import io.pouw.primitives.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A node that does not vote in an {@link Epoch}: takes {@link FinalizedChain} messages from anyone,
 * believes their certificates, and emits {@link ConsensusEffect.Finalized} in height order, each
 * block once, and {@link ConsensusEffect.EpochEnded} after the last. Pure, fed from one thread. A
 * gap is asked for from the peer that showed it; while an answer is pending, only every {@value
 * #PATIENCE}th sign of the same gap asks again. What it does not hear of it cannot miss: the host
 * calls {@link #connected} for some peer now and then when nothing comes.
 */
public final class Follower {
  private static final int PATIENCE = 8;

  private final Epoch epoch;
  private final ChainCheck chainCheck;
  private final Outbox out = new Outbox();
  private final Map<PublicKey, Integer> stragglers = new TreeMap<>();
  private Candidate head;
  private long target;
  private long askedFrom;
  private int signs;
  private boolean ended;

  /**
   * A follower of an epoch whose last final block is durable at the host; genesis at first.
   *
   * @throws IllegalArgumentException if the epoch is over with that block
   */
  public Follower(ConsensusSettings settings, CandidateCodec codec, Candidate lastFinalized) {
    this.epoch = settings.epoch();
    this.chainCheck = new ChainCheck(settings, codec, _ -> false);
    this.head = lastFinalized;
    if (lastFinalized.height() >= epoch.lastHeight())
      throw new IllegalArgumentException(
          epoch + " is over: the last final block has height " + lastFinalized.height());
  }

  /** A peer appeared, or is worth asking, that may have blocks which this node lacks. */
  public List<ConsensusEffect> connected(PublicKey peer) {
    out.send(peer, BlockRequest.from(head.height() + 1));
    return out.drain();
  }

  /** Takes a message; what is none of a follower's business is ignored. */
  public List<ConsensusEffect> on(PublicKey from, ConsensusMessage message) {
    if (ended) return List.of();
    switch (message) {
      case FinalizedChain chain -> receive(from, chain);
      case BlockRequest request -> serve(from, request);
      case ProposalMessage proposal -> overhear(from, proposal.leaderVote());
      case VoteMessage(Vote vote) -> overhear(from, vote);
      case CertificateMessage(List<Certificate> certificates) ->
          certificates.forEach(each -> {
            if (each.kind() == VoteKind.FINALIZE && each.view() > head.view()) seek(from, each);
          });
      case BlocksMessage _, RejectMessage _ -> {}
    }
    return out.drain();
  }

  /** The last final block. */
  public Candidate head() {
    return head;
  }

  /** A vote does not concern a follower, but shows which epoch its sender is in. */
  private void overhear(PublicKey from, Vote vote) {
    long of = Epoch.ofView(vote.view());
    if (of > epoch.number()) ask(from);
    if (of < epoch.number()) helpOutOfFormerEpoch(from);
  }

  private void seek(PublicKey from, Certificate finalization) {
    if (!finalization.blockId().equals(head.id())) ask(from);
  }

  /** The whole former set may be followers now; then none but they can tell a straggler. */
  private void helpOutOfFormerEpoch(PublicKey straggler) {
    if (stragglers.size() >= Limits.MAX_VALIDATORS) stragglers.clear();
    int before = stragglers.merge(straggler, 1, Integer::sum) - 1;
    if (before % PATIENCE == 0)
      out.add(new ConsensusEffect.ServeBlocks(straggler, epoch.firstHeight() - 1, 1));
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
        if (epoch.isClosedBy(head)) end(chain.finalization());
        else if (head.height() < target || blocks.size() >= Limits.BLOCK_BATCH) ask(from);
      }
      case ChainCheck.Verdict.Known() -> {}
      case ChainCheck.Verdict.Gap(long height) -> {
        target = Math.max(target, height);
        ask(from);
      }
      case ChainCheck.Verdict.Later() -> ask(from);
      case ChainCheck.Verdict.Invalid(String why) -> out.reject(Outbox.Rejected.CHAIN, from, why);
    }
  }

  private void end(Certificate finalization) {
    ended = true;
    out.end(new ConsensusEffect.EpochEnded(epoch.number(), finalization, List.of()));
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
