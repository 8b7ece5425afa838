package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.CandidateCodec;
import io.pouw.consensus.Certificate;
import io.pouw.consensus.ConsensusEffect.Finalized;
import io.pouw.consensus.Epoch;
import io.pouw.consensus.FinalizedChain;
import io.pouw.consensus.Recovered;
import io.pouw.consensus.Vote;
import io.pouw.consensus.VoteRecord;
import io.pouw.primitives.Decoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What survives a node's crash, as the production stores promise it: a vote is synced before it
 * leaves; the final chain is synced now and then, and its lost end is fetched again.
 */
final class SimulatedDisk {
  /** What lies in the chain's journal: blocks with the certificate of the last. */
  private record Segment(List<Candidate> blocks, Certificate proof) {
    long height() {
      return blocks.getLast().height();
    }

    long epoch() {
      return Epoch.ofView(proof.view());
    }
  }

  /** Settled votes that may lie in the journal before it is rewritten. */
  private static final int REWRITE_VOTES = 64;

  private final DiskOperations operations = new DiskOperations();
  private final CandidateCodec codec;
  private final Candidate genesis;
  private final Journal votes;
  private final Journal chain;
  private final int syncEvery;
  private final int retention;
  private final Set<Vote> held = new HashSet<>();
  private final Deque<Long> voteViews = new ArrayDeque<>();
  private final List<Segment> segments = new ArrayList<>();
  private int unsynced;
  private long durableView;
  private boolean restored;
  private long silentUpTo;

  /** Votes up to this view may have been dropped; lies beside the votes. */
  private long prunedView;

  /**
   * @param syncEvery finalizations after which the chain is synced
   * @param retention finalizations that are kept
   */
  SimulatedDisk(
      CandidateCodec codec, Candidate genesis, SplitMix64 random, int syncEvery, int retention) {
    this.codec = codec;
    this.genesis = genesis;
    this.syncEvery = syncEvery;
    this.retention = retention;
    votes = new Journal("the votes", operations, random);
    chain = new Journal("the chain", operations, random);
  }

  DiskOperations operations() {
    return operations;
  }

  /** Durable when it returns. */
  void write(VoteRecord record) {
    votes.append(record.toBytes());
    voteViews.addLast(record.vote().view());
    votes.sync();
    held.add(record.vote());
  }

  void append(Finalized finalized) {
    var segment = new Segment(finalized.chain(), finalized.finalization());
    chain.append(FinalizedChain.of(finalized).toBytes());
    segments.add(segment);
    if (++unsynced < syncEvery) return;
    chain.sync();
    unsynced = 0;
    durableView = finalized.finalization().view();
    forgetSettled();
  }

  /** Votes up to a final view that is durable are of no use any more. */
  private void forgetSettled() {
    int settled = 0;
    for (long view : voteViews) {
      if (view > durableView) break;
      settled++;
    }
    if (settled >= REWRITE_VOTES) {
      prunedView = durableView;
      votes.dropFirst(settled);
      for (int i = 0; i < settled; i++) voteViews.removeFirst();
      held.removeIf(vote -> vote.view() <= durableView);
    }
    int old = segments.size() - retention;
    if (old >= retention) {
      chain.dropFirst(old);
      segments.subList(0, old).clear();
    }
  }

  /** A copy of everything, as an operator makes it. */
  record Backup(List<byte[]> votes, List<byte[]> chain, long prunedView, long silentUpTo) {}

  Backup backup() {
    return new Backup(votes.image(), chain.image(), prunedView, silentUpTo);
  }

  /** Puts a copy back; whoever starts from it has to listen before it votes. */
  void restore(Backup backup) {
    votes.restore(backup.votes());
    chain.restore(backup.chain());
    prunedView = backup.prunedView();
    silentUpTo = backup.silentUpTo();
    restored = true;
  }

  /** Its operator takes away the record of votes, and the mark that tells to listen. */
  void beginVotesAnew() {
    quarantine();
    recover();
    restored = false;
  }

  /** Whether the votes may be older than what was signed. */
  boolean mustListen() {
    return restored;
  }

  /** The view up to which nothing is voted any more. */
  long silentUpTo() {
    return silentUpTo;
  }

  /** Writes down that nothing is voted up to a view, which ends the listening. */
  void promiseSilence(long view) {
    silentUpTo = Math.max(silentUpTo, view);
    restored = false;
  }

  /** The power fails. */
  void cutPower(DiskFault kind) {
    votes.settle(kind);
    chain.settle(kind);
  }

  /** Damages a stored block. */
  boolean rotChain() {
    return chain.rot();
  }

  /** Damages a stored vote; false if there is none. */
  boolean rotVotes() {
    return votes.rot();
  }

  /** Reads everything back after a start. */
  void recover() {
    if (votes.recover()) quarantine();
    chain.recover();
    segments.clear();
    for (int i = 0; i < chain.size(); i++) segments.add(segment(chain.get(i)));
    held.clear();
    voteViews.clear();
    for (VoteRecord record : records()) {
      held.add(record.vote());
      voteViews.addLast(record.vote().view());
    }
    unsynced = 0;
    durableView = head().view();
  }

  /** Damaged votes are put aside with all that lies beside them, and whoever starts listens. */
  private void quarantine() {
    votes.restore(List.of());
    prunedView = 0;
    silentUpTo = 0;
    restored = true;
  }

  private Segment segment(byte[] bytes) {
    var stored = (FinalizedChain) io.pouw.consensus.ConsensusMessage.decode(bytes);
    return new Segment(stored.blocks().stream().map(codec::decode).toList(), stored.finalization());
  }

  boolean holds(Vote vote) {
    return held.contains(vote);
  }

  /** Votes that lie in the journal. */
  int votesKept() {
    return votes.size();
  }

  Candidate head() {
    return segments.isEmpty() ? genesis : segments.getLast().blocks().getLast();
  }

  /** All blocks that are kept, in height order. */
  List<Candidate> blocks() {
    return segments.stream().flatMap(segment -> segment.blocks().stream()).toList();
  }

  Recovered recovered() {
    long finalView = head().view();
    List<VoteRecord> above =
        records().stream().filter(record -> record.vote().view() > finalView).toList();
    long highest = above.stream().mapToLong(record -> record.vote().view()).max().orElse(finalView);
    Optional<Certificate> proof =
        segments.isEmpty() ? Optional.empty() : Optional.of(segments.getLast().proof());
    // Final blocks were lost whose votes had been dropped: silence until past all of those.
    long silent = Math.max(silentUpTo, prunedView > finalView ? prunedView : 0);
    return new Recovered(head(), proof, above, highest, silent);
  }

  /** Final blocks from a height on, about so many, up to one with a certificate. */
  Optional<FinalizedChain> read(long fromHeight, int max) {
    if (segments.isEmpty() || fromHeight > head().height()) return Optional.empty();
    if (segments.getFirst().blocks().getFirst().height() > fromHeight) return Optional.empty();
    var blocks = new ArrayList<byte[]>();
    Optional<Certificate> proof = Optional.empty();
    int first = firstReaching(fromHeight);
    for (Segment segment : segments.subList(first, segments.size())) {
      if (segment.epoch() != segments.get(first).epoch()) break;
      for (Candidate block : segment.blocks())
        if (block.height() >= fromHeight) blocks.add(block.toBytes());
      proof = Optional.of(segment.proof());
      if (blocks.size() >= max) break;
    }
    return proof.map(certificate -> new FinalizedChain(blocks, certificate));
  }

  private int firstReaching(long height) {
    int low = 0;
    int high = segments.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (segments.get(middle).height() < height) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private List<VoteRecord> records() {
    var read = new ArrayList<VoteRecord>();
    for (int i = 0; i < votes.size(); i++)
      read.add(Decoder.whole(votes.get(i), VoteRecord::decode));
    return read;
  }
}
