package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.ConsensusEffect.Finalized;
import io.pouw.consensus.ConsensusSettings;
import io.pouw.consensus.Vote;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must hold at every moment: agreement and validity of final blocks, valid certificates, no
 * contradicting votes by honest validators, and no vote that left before it was durable.
 */
final class Invariants {
  private record Ballot(int validator, long view) {}

  private final ConsensusSettings settings;
  private final Map<Long, Hash> finalByHeight = new HashMap<>();
  private final Map<Ballot, List<Vote>> honestVotes = new HashMap<>();
  private long highestFinal;

  Invariants(ConsensusSettings settings) {
    this.settings = settings;
  }

  /** The greatest height that anyone honest has finalised. */
  long highestFinal() {
    return highestFinal;
  }

  void finalized(int node, Candidate before, Finalized finalized) {
    Candidate parent = before;
    for (Candidate block : finalized.chain()) {
      require(
          block.parent().equals(parent.id()) && block.height() == parent.height() + 1,
          "node " + node + " finalised " + block + " on " + parent);
      require(((SimulatedBlock) block).valid(), "node " + node + " finalised the invalid " + block);
      Hash agreed = finalByHeight.putIfAbsent(block.height(), block.id());
      require(
          agreed == null || agreed.equals(block.id()),
          "node " + node + " finalised " + block + ", another one finalised " + agreed);
      parent = block;
    }
    highestFinal = Math.max(highestFinal, parent.height());
    finalized
        .finalization()
        .check(settings.chainId(), settings.validators(), settings.verifier())
        .ifPresent(why -> require(false, "node " + node + " finalised without proof: " + why));
    require(
        finalized.finalization().blockId().equals(parent.id()),
        "the certificate of " + finalized.finalization() + " is not that of " + parent);
  }

  void honestVoteSent(Vote vote, boolean durable) {
    require(durable, vote + " left before it was durable");
    List<Vote> earlier =
        honestVotes.computeIfAbsent(
            new Ballot(vote.validator(), vote.view()), _ -> new ArrayList<>());
    for (Vote before : earlier)
      require(!before.contradicts(vote), "an honest validator cast " + before + " and " + vote);
    if (!earlier.contains(vote)) earlier.add(vote);
  }

  void require(boolean holds, String otherwise) {
    if (!holds) throw new InvariantViolation(otherwise);
  }
}
