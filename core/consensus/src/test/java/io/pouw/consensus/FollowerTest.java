package io.pouw.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.consensus.ConsensusEffect.EpochEnded;
import io.pouw.consensus.ConsensusEffect.Finalized;
import io.pouw.consensus.ConsensusEffect.Reported;
import io.pouw.consensus.ConsensusEffect.Send;
import io.pouw.consensus.ConsensusEffect.ServeBlocks;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FollowerTest {
  private final Committee committee = new Committee(1, 1, 1, 1);
  private final List<TestBlock> chain = new ArrayList<>(List.of(TestBlock.GENESIS));
  private final Follower follower =
      new Follower(committee.settings, TestBlock::decode, TestBlock.GENESIS);

  FollowerTest() {
    for (int height = 1; height <= 6; height++)
      chain.add(TestBlock.on(chain.getLast(), 2L * height));
  }

  private FinalizedChain heights(int from, int to) {
    return new FinalizedChain(
        chain.subList(from, to + 1).stream().map(TestBlock::toBytes).toList(),
        committee.certificate(VoteKind.FINALIZE, chain.get(to), 0, 2, 3));
  }

  private List<ConsensusEffect> receive(ConsensusMessage message) {
    return follower.on(committee.key(1), message);
  }

  @Test
  void blocksComeInOrderAndEachOnce() {
    assertEquals(
        List.of(new Finalized(List.copyOf(chain.subList(1, 4)), heights(1, 3).finalization())),
        receive(heights(1, 3)));
    assertTrue(receive(heights(1, 3)).isEmpty(), "a duplicate");
    assertTrue(receive(heights(2, 2)).isEmpty(), "old news");
    assertEquals(
        List.of(chain.get(4)),
        assertInstanceOf(Finalized.class, receive(heights(2, 4)).getFirst()).chain(),
        "an overlap");
    assertEquals(chain.get(4), follower.head());
  }

  @Test
  void aGapIsAskedForOnceAndFilled() {
    Send request = assertInstanceOf(Send.class, receive(heights(5, 5)).getFirst());
    assertEquals(new Send(committee.key(1), BlockRequest.from(1)), request);
    assertTrue(receive(heights(6, 6)).isEmpty(), "the answer is on its way");
    List<ConsensusEffect> effects = receive(heights(1, 4));
    assertInstanceOf(Finalized.class, effects.getFirst());
    assertEquals(new Send(committee.key(1), BlockRequest.from(5)), effects.getLast());
    assertEquals(1, receive(heights(5, 6)).size(), "there is nothing more to ask for");
    assertEquals(chain.get(6), follower.head());
  }

  @Test
  void aLostAnswerIsAskedForAgain() {
    int requests = 0;
    for (int i = 0; i < 20; i++) requests += receive(heights(5, 5)).size();
    assertTrue(requests > 1 && requests < 5, requests + " requests");
  }

  @Test
  void aChainWithoutProofIsRefused() {
    var weak = committee.certificate(VoteKind.FINALIZE, chain.get(1), 0, 2);
    var notarized = committee.certificate(VoteKind.NOTARIZE, chain.get(1), 0, 2, 3);
    var other = committee.certificate(VoteKind.FINALIZE, chain.get(2), 0, 2, 3);
    for (var proof : List.of(weak, notarized, other)) {
      var effects = receive(new FinalizedChain(List.of(chain.get(1).toBytes()), proof));
      assertTrue(effects.stream().allMatch(Reported.class::isInstance));
    }
    assertEquals(TestBlock.GENESIS, follower.head());
  }

  @Test
  void aChainThatDoesNotLinkIsRefused() {
    var proof = heights(3, 3).finalization();
    var broken = new FinalizedChain(List.of(chain.get(1).toBytes(), chain.get(3).toBytes()), proof);
    assertInstanceOf(Reported.class, receive(broken).getFirst());
    var garbage = new FinalizedChain(List.of(new byte[3]), proof);
    receive(garbage);
    assertEquals(TestBlock.GENESIS, follower.head());
  }

  @Test
  void aChainOfAnotherGenesisIsRefused() {
    var foreign = TestBlock.on(TestBlock.GENESIS.twin(), 1);
    var proof = committee.certificate(VoteKind.FINALIZE, foreign, 0, 1, 2);
    var effects = receive(new FinalizedChain(List.of(foreign.toBytes()), proof));
    assertTrue(assertInstanceOf(Reported.class, effects.getFirst()).what().contains("contradicts"));
  }

  @Test
  void aFollowerServesWhatItHas() {
    receive(heights(1, 3));
    assertEquals(List.of(new ServeBlocks(committee.key(1), 2, 64)), receive(BlockRequest.from(2)));
    assertTrue(receive(BlockRequest.from(4)).isEmpty());
  }

  private final Follower inEpoch =
      new Follower(
          committee.settings.in(new Epoch(0, committee.validators, committee.chainId, 1, 3)),
          TestBlock::decode,
          TestBlock.GENESIS);

  @Test
  void theClosingBlockEndsAFollowersEpochWhateverViewItBecameFinalIn() {
    var later = committee.certificate(VoteKind.FINALIZE, 20, chain.get(3).id(), 0, 2, 3);
    var blocks = chain.subList(1, 4).stream().map(TestBlock::toBytes).toList();
    var effects = inEpoch.on(committee.key(1), new FinalizedChain(blocks, later));
    assertInstanceOf(Finalized.class, effects.getFirst());
    assertEquals(new EpochEnded(0, later, List.of()), effects.getLast());
    assertTrue(inEpoch.on(committee.key(1), heights(4, 5)).isEmpty());
  }

  @Test
  void aBlockAboveTheClosingOneIsRefusedInItsEpoch() {
    var effects = inEpoch.on(committee.key(1), heights(1, 4));
    assertInstanceOf(Reported.class, effects.getFirst());
    assertEquals(TestBlock.GENESIS, inEpoch.head());
  }

  @Test
  void aFollowerAsksWhoeverVotesInALaterEpochAndShowsThoseInAFormerHowItEnded() {
    var ahead = committee.vote(VoteKind.NULLIFY, (5L << 32) + 1, Hash.ZERO, 2);
    assertEquals(
        List.of(new Send(committee.key(2), BlockRequest.from(1))),
        inEpoch.on(committee.key(2), new VoteMessage(ahead)));
    var second =
        new Follower(
            committee.settings.in(new Epoch(1, committee.validators, committee.chainId, 4, 6)),
            TestBlock::decode,
            chain.get(3));
    var behind = committee.vote(VoteKind.NULLIFY, 9, Hash.ZERO, 2);
    assertEquals(
        List.of(new ServeBlocks(committee.key(2), 3, 1)),
        second.on(committee.key(2), new VoteMessage(behind)));
    assertTrue(second.on(committee.key(2), new VoteMessage(behind)).isEmpty());
  }
}
