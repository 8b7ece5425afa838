package io.pouw.node.verticle;

import io.pouw.consensus.Certificate;
import io.pouw.consensus.Epoch;
import io.pouw.consensus.FinalizedChain;
import io.pouw.consensus.VoteRecord;
import io.pouw.primitives.Decoder;
import io.pouw.storage.ChainStore;
import io.pouw.storage.FinalizedRecord;
import io.pouw.storage.OwnVotes;
import io.pouw.storage.RestoredMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What consensus keeps and reads back: own votes, and final blocks for those who ask. */
public final class ConsensusDisk {
  private static final int MAX_REPLY_BYTES = 4 << 20;

  private final OwnVotes votes;
  private final ChainStore chain;
  private final Optional<RestoredMark> restored;

  /**
   * @param restored where it is marked that the folder came from a backup; empty if the votes lie
   *     elsewhere and are all of them
   */
  public ConsensusDisk(OwnVotes votes, ChainStore chain, Optional<RestoredMark> restored) {
    this.votes = votes;
    this.chain = chain;
    this.restored = restored;
  }

  /** Whether the votes kept may not be all: the folder came from a backup, or they were damaged. */
  boolean isRestored() {
    return restored.filter(RestoredMark::isSet).isPresent();
  }

  /** From now on the validator votes in views above this one. Durable when it returns. */
  void silenceUpTo(long view) {
    votes.silence(view);
    restored.ifPresent(RestoredMark::clear);
  }

  /** Durable when it returns. */
  void persist(VoteRecord vote) {
    votes.persist(vote.vote().statement(), vote.toBytes());
  }

  void forgetVotesBelow(long view) {
    votes.pruneBelow(view);
  }

  List<VoteRecord> votesAbove(long view) {
    return votes.above(view).stream()
        .map(bytes -> Decoder.whole(bytes, VoteRecord::decode))
        .toList();
  }

  /** The view up to which the validator keeps silent for ever. */
  long silentUpTo() {
    return votes.silentUpTo();
  }

  long highestViewVoted() {
    return votes.highestView();
  }

  /**
   * Below this view it is not known what was voted: votes were forgotten when their views were
   * final. They count again only when the chain was rolled back.
   */
  long votesForgottenBelow() {
    return votes.forgottenBelow();
  }

  /** The lowest height that can be served, if there is any. */
  OptionalLong keptFrom() {
    return chain.firstHeight();
  }

  /**
   * About {@code max} final blocks of one epoch from a height on, ending at one that has its own
   * certificate.
   */
  Optional<FinalizedChain> finalizedChain(long fromHeight, int max) {
    var blocks = new ArrayList<byte[]>();
    int certified = 0;
    Optional<Certificate> certificate = Optional.empty();
    int bytes = 0;
    for (long height = fromHeight;
        blocks.size() < FinalizedChain.MAX_BLOCKS && bytes < MAX_REPLY_BYTES;
        height++) {
      if (certified >= max) break;
      Optional<FinalizedRecord> record = chain.block(height);
      if (record.isEmpty()) break;
      if (record.get().block().length == 0) break;
      blocks.add(record.get().block());
      bytes += record.get().block().length;
      if (record.get().certificate().length > 0) {
        Certificate its = Decoder.whole(record.get().certificate(), Certificate::decode);
        if (certificate.filter(first -> !sameEpoch(first, its)).isPresent()) break;
        certified = blocks.size();
        certificate = Optional.of(its);
      }
    }
    int length = certified;
    return certificate.map(proof -> new FinalizedChain(blocks.subList(0, length), proof));
  }

  private static boolean sameEpoch(Certificate one, Certificate other) {
    return Epoch.ofView(one.view()) == Epoch.ofView(other.view());
  }
}
