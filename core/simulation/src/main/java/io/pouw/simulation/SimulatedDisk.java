package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.Certificate;
import io.pouw.consensus.ConsensusEffect.Finalized;
import io.pouw.consensus.FinalizedChain;
import io.pouw.consensus.Recovered;
import io.pouw.consensus.Vote;
import io.pouw.consensus.VoteRecord;
import io.pouw.primitives.Decoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What survives a node's crash: the vote records, and the final chain but for a lost tail. */
final class SimulatedDisk {
  private record Segment(List<Candidate> blocks, Certificate proof) {
    long height() {
      return blocks.getLast().height();
    }
  }

  private final List<byte[]> records = new ArrayList<>();
  private final Set<Vote> votes = new HashSet<>();
  private final List<Segment> chain = new ArrayList<>();

  void write(VoteRecord record) {
    records.add(record.toBytes());
    votes.add(record.vote());
  }

  void append(Finalized finalized) {
    chain.add(new Segment(finalized.chain(), finalized.finalization()));
  }

  /** Forgets the newest entries of the chain, which were not synced yet. Votes always are. */
  void loseTail(int entries) {
    for (int i = 0; i < entries && !chain.isEmpty(); i++) chain.removeLast();
  }

  boolean holds(Vote vote) {
    return votes.contains(vote);
  }

  Candidate head() {
    return chain.isEmpty() ? SimulatedBlock.GENESIS : chain.getLast().blocks().getLast();
  }

  Recovered recover() {
    long finalView = head().view();
    List<VoteRecord> above =
        records().stream().filter(record -> record.vote().view() > finalView).toList();
    long highest = above.stream().mapToLong(record -> record.vote().view()).max().orElse(finalView);
    Optional<Certificate> proof =
        chain.isEmpty() ? Optional.empty() : Optional.of(chain.getLast().proof());
    return new Recovered(head(), proof, above, highest);
  }

  /** Final blocks from a height on, about so many, up to one with a certificate. */
  Optional<FinalizedChain> read(long fromHeight, int max) {
    var blocks = new ArrayList<byte[]>();
    Optional<Certificate> proof = Optional.empty();
    for (Segment segment : chain) {
      if (segment.height() < fromHeight) continue;
      for (Candidate block : segment.blocks())
        if (block.height() >= fromHeight) blocks.add(block.toBytes());
      proof = Optional.of(segment.proof());
      if (blocks.size() >= max) break;
    }
    return proof.map(certificate -> new FinalizedChain(blocks, certificate));
  }

  private List<VoteRecord> records() {
    return records.stream().map(bytes -> Decoder.whole(bytes, VoteRecord::decode)).toList();
  }
}
