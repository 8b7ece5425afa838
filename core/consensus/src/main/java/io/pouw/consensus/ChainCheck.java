package io.pouw.consensus;

import io.pouw.primitives.CodecException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Checks finalized chains of one epoch against the last final block. Used by validators and
 * followers alike. What belongs to a later epoch cannot be checked before this one has ended.
 */
final class ChainCheck {
  private final ConsensusSettings settings;
  private final Epoch epoch;
  private final CandidateCodec codec;
  private final Predicate<Vote> verified;

  /** The last one that held: several peers show the same one of a gap. */
  private Optional<Certificate> proven = Optional.empty();

  /**
   * @param verified whether this very vote is known to hold, so that it need not be verified again
   */
  ChainCheck(ConsensusSettings settings, CandidateCodec codec, Predicate<Vote> verified) {
    this.settings = settings;
    this.epoch = settings.epoch();
    this.codec = codec;
    this.verified = verified;
  }

  /** What a finalized chain means to somebody with a given last final block. */
  sealed interface Verdict {
    /** The blocks that follow the last final one. */
    record Extends(List<Candidate> blocks) implements Verdict {}

    /** Nothing new. */
    record Known() implements Verdict {}

    /** It holds, reaches up to this height, and begins above the next. */
    record Gap(long height) implements Verdict {}

    /** It claims to be of a later epoch, whose validators are not known here yet. */
    record Later() implements Verdict {}

    record Invalid(String why) implements Verdict {}
  }

  Verdict check(FinalizedChain chain, Candidate head) {
    try {
      return checkDecoded(chain, head);
    } catch (CodecException e) {
      return new Verdict.Invalid("a block of the chain cannot be read: " + e.getMessage());
    }
  }

  private Verdict checkDecoded(FinalizedChain chain, Candidate head) {
    Certificate proof = chain.finalization();
    Candidate last = codec.decode(chain.blocks().getLast());
    if (last.height() <= head.height()) return new Verdict.Known();
    if (Epoch.ofView(proof.view()) > epoch.number()) return new Verdict.Later();
    if (!finalizes(proof, last))
      return new Verdict.Invalid(proof + " does not finalise the last block " + last.id());
    Optional<String> problem = problemOf(proof);
    if (problem.isPresent()) return new Verdict.Invalid(proof + " does not hold: " + problem.get());
    Deque<Candidate> fresh = new ArrayDeque<>(List.of(last));
    for (int i = chain.blocks().size() - 2; i >= 0 && !startsAfter(head, fresh); i--) {
      Candidate below = codec.decode(chain.blocks().get(i));
      if (!links(below, fresh.getFirst()))
        return new Verdict.Invalid("block " + i + " of the chain is not the parent of the next");
      fresh.addFirst(below);
    }
    if (!startsAfter(head, fresh)) return new Verdict.Gap(last.height());
    if (!links(head, fresh.getFirst()))
      return new Verdict.Invalid(
          "it contradicts the final block "
              + head.id()
              + " of height "
              + head.height()
              + ": another chain, or more than a third of the stake is faulty");
    return new Verdict.Extends(new ArrayList<>(fresh));
  }

  private Optional<String> problemOf(Certificate proof) {
    if (proven.filter(proof::equals).isPresent()) return Optional.empty();
    Optional<String> problem =
        proof.check(settings.chainId(), settings.validators(), settings.verifier(), verified);
    if (problem.isEmpty()) proven = Optional.of(proof);
    return problem;
  }

  private boolean finalizes(Certificate proof, Candidate block) {
    return proof.kind() == VoteKind.FINALIZE
        && proof.blockId().equals(block.id())
        && epoch.holds(proof.view())
        && mayStandIn(proof.view(), block, epoch);
  }

  /**
   * Whether a block can be voted for in a view: each in the view that it was made for, the closing
   * block of the epoch in later ones, too.
   */
  static boolean mayStandIn(long view, Candidate block, Epoch epoch) {
    if (block.height() > epoch.lastHeight() || !epoch.holds(block.view())) return false;
    return block.view() == view || (block.view() < view && epoch.isClosedBy(block));
  }

  private static boolean startsAfter(Candidate head, Deque<Candidate> blocks) {
    return blocks.getFirst().height() <= head.height() + 1;
  }

  /** Whether one block can stand directly on the other. */
  static boolean links(Candidate parent, Candidate child) {
    return child.parent().equals(parent.id())
        && child.height() == parent.height() + 1
        && child.view() > parent.view();
  }
}
