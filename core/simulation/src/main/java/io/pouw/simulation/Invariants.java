package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.ConsensusEffect.Finalized;
import io.pouw.consensus.EngineHoldings;
import io.pouw.consensus.Epoch;
import io.pouw.consensus.Vote;
import io.pouw.consensus.VoteKind;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must hold at every moment: agreement and validity of final blocks, valid certificates, no
 * contradicting votes by honest validators, no vote that left before it was durable, and bounds on
 * everything that grows.
 */
final class Invariants {
  /** Views below the highest final one of which votes are remembered. */
  private static final long REMEMBERED_VIEWS = 4_096;

  /** Messages and timers that may be on their way for each pair of nodes. */
  private static final long EVENTS_OF_LINK = 20_000;

  private static final int MESSAGE_BYTES = 64 << 20;

  private final World world;
  private final Map<Long, Hash> finalByHeight = new HashMap<>();
  private final TreeMap<Long, Map<Integer, List<Vote>>> honestVotes = new TreeMap<>();
  private final Set<Hash> outlawed = new HashSet<>();
  private long highestFinal;
  private long highestFinalView;

  Invariants(World world) {
    this.world = world;
  }

  /** The greatest height that anyone honest has finalised. */
  long highestFinal() {
    return highestFinal;
  }

  /** A block that may never become final, whatever it looks like. */
  void outlaw(Hash block) {
    outlawed.add(block);
  }

  void finalized(int node, Candidate before, Finalized finalized) {
    Epoch epoch = world.application.epochAfter(before);
    if (!epoch.holds(finalized.finalization().view()))
      fail("proof: node " + node + " takes " + finalized.finalization() + " in " + epoch);
    Candidate parent = before;
    for (Candidate block : finalized.chain()) {
      extendsParent(node, block, parent);
      agrees(node, block);
      parent = block;
    }
    highestFinalView = Math.max(highestFinalView, finalized.finalization().view());
    honestVotes.headMap(highestFinalView - REMEMBERED_VIEWS).clear();
    finalized
        .finalization()
        .check(world.chainId, epoch.validators(), world.signatures.verifier())
        .ifPresent(why -> fail("proof: node " + node + " finalised without one: " + why));
    if (!finalized.finalization().blockId().equals(parent.id()))
      fail("proof: " + finalized.finalization() + " is not that of " + parent);
    checkBounds();
  }

  private static void extendsParent(int node, Candidate block, Candidate parent) {
    if (!block.parent().equals(parent.id()) || block.height() != parent.height() + 1)
      fail("chain: node " + node + " finalised " + block + " on " + parent);
  }

  private void agrees(int node, Candidate block) {
    Hash agreed = finalByHeight.putIfAbsent(block.height(), block.id());
    if (agreed != null && !agreed.equals(block.id()))
      fail(
          "agreement: node "
              + node
              + " finalised "
              + block
              + ", another one finalised "
              + agreed.abbreviated());
    if (agreed != null) return;
    if (outlawed.contains(block.id()))
      fail("validity: node " + node + " finalised " + block + ", whose proposer did not lead");
    highestFinal = Math.max(highestFinal, block.height());
    world.meter.finalized(block.id());
    world.application.finalizedFirst(block);
  }

  private void checkBounds() {
    long links = (long) world.scenario.nodes() * world.scenario.nodes();
    if (world.time.pending() > EVENTS_OF_LINK * links)
      fail("bounds: " + world.time.pending() + " messages and timers wait");
    if (world.network.largest() > MESSAGE_BYTES)
      fail("bounds: a message of " + world.network.largest() + " bytes");
  }

  /** What an engine keeps of what others sent it; looked at on every tick of its resend timer. */
  void holdsItsBounds(int node, EngineHoldings holdings) {
    holdings.excess().ifPresent(what -> fail("bounds: node " + node + " keeps " + what));
  }

  /** A vote leaves an honest node. */
  void honestVoteSent(int node, Vote vote, boolean durable) {
    if (!durable) fail("durability: " + vote + " left before it was durable");
    List<Vote> earlier =
        honestVotes
            .computeIfAbsent(vote.view(), _ -> new HashMap<>())
            .computeIfAbsent(node, _ -> new ArrayList<>(2));
    for (Vote before : earlier)
      if (contradict(before, vote))
        fail("double vote: an honest validator cast " + before + " and " + vote);
    if (!earlier.contains(vote)) earlier.add(vote);
  }

  /** No copy of what a node has voted is left anywhere, so that nobody can ever count it. */
  void forgetVotesOf(int node) {
    honestVotes.values().forEach(votes -> votes.remove(node));
  }

  /** Two blocks in one view, or finalising and nullifying it; not left to the code under test. */
  static boolean contradict(Vote one, Vote other) {
    if (one.kind() == other.kind()) return !one.blockId().equals(other.blockId());
    return one.kind() != VoteKind.NOTARIZE && other.kind() != VoteKind.NOTARIZE;
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) fail(otherwise);
  }

  static void fail(String what) {
    throw new InvariantViolation(what);
  }
}
