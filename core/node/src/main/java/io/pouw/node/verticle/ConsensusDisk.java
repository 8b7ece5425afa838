package io.pouw.node.verticle;

import io.pouw.consensus.Certificate;
import io.pouw.consensus.FinalizedChain;
import io.pouw.consensus.VoteRecord;
import io.pouw.primitives.Decoder;
import io.pouw.storage.ChainStore;
import io.pouw.storage.FinalizedRecord;
import io.pouw.storage.VoteStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What consensus keeps and reads back: own votes, and final blocks for those who ask. */
public final class ConsensusDisk {
  private static final int MAX_REPLY_BYTES = 4 << 20;

  private final VoteStore votes;
  private final ChainStore chain;

  public ConsensusDisk(VoteStore votes, ChainStore chain) {
    this.votes = votes;
    this.chain = chain;
  }

  /** Durable when it returns. */
  void persist(VoteRecord vote) {
    votes.persist(vote.toBytes(), vote.vote().view());
  }

  void forgetVotesBelow(long view) {
    votes.pruneBelow(view);
  }

  List<VoteRecord> votesAbove(long view) {
    return votes.above(view).stream()
        .map(bytes -> Decoder.whole(bytes, VoteRecord::decode))
        .toList();
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
   * About {@code max} final blocks from a height on, ending at one that has its own certificate.
   */
  Optional<FinalizedChain> finalizedChain(long fromHeight, int max) {
    var blocks = new ArrayList<byte[]>();
    int certified = 0;
    Optional<byte[]> certificate = Optional.empty();
    int bytes = 0;
    for (long height = fromHeight;
        blocks.size() < FinalizedChain.MAX_BLOCKS && bytes < MAX_REPLY_BYTES;
        height++) {
      if (certified >= max) break;
      Optional<FinalizedRecord> record = chain.block(height);
      if (record.isEmpty()) break;
      blocks.add(record.get().block());
      bytes += record.get().block().length;
      if (record.get().certificate().length > 0) {
        certified = blocks.size();
        certificate = Optional.of(record.get().certificate());
      }
    }
    if (certificate.isEmpty()) return Optional.empty();
    Certificate proof = Decoder.whole(certificate.get(), Certificate::decode);
    return Optional.of(new FinalizedChain(blocks.subList(0, certified), proof));
  }
}
