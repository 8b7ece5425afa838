package io.pouw.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.consensus.ConsensusEffect.PersistVote;
import io.pouw.consensus.ConsensusInput.Started;
import io.pouw.consensus.ConsensusInput.TimerFired;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an engine makes of the votes of an earlier run. */
class EngineRestartTest extends OneEngine {
  @Test
  void afterARestartNoEarlierVoteIsContradicted() {
    notarizeBlock();
    VoteRecord record = all(PersistVote.class).getFirst().vote();
    engine = engine(new Recovered(TestBlock.GENESIS, Optional.empty(), List.of(record), 1));
    start();
    receiveProposal(block.twin());
    assertTrue(votesSent().isEmpty());
    receiveVote(VoteKind.NOTARIZE, 1, block.id(), third);
    receiveVote(VoteKind.NOTARIZE, 1, block.id(), fourth);
    assertEquals(VoteKind.FINALIZE, votesSent().getFirst().kind(), "its own vote still counts");
  }

  @Test
  void aRestoredBackupIsSilentUpToTheHighestViewThatItMayHaveVotedIn() {
    engine = engine(new Recovered(TestBlock.GENESIS, Optional.empty(), List.of(), 1));
    start();
    notarizeBlock();
    input(new TimerFired(new Timer.View(1)));
    assertTrue(all(PersistVote.class).isEmpty());
  }

  @Test
  void aPromiseOfSilenceOutlastsTheVotesAboveIt() {
    var above = record(committee.vote(VoteKind.NULLIFY, 3, Hash.ZERO, self));
    engine = engine(new Recovered(TestBlock.GENESIS, Optional.empty(), List.of(above), 3, 2));
    start();
    notarizeBlock();
    input(new TimerFired(new Timer.View(1)));
    assertTrue(all(PersistVote.class).isEmpty());
  }

  @Test
  void recordsOfAnotherValidatorOrThatContradictEachOtherStopTheStart() {
    var strange = record(committee.vote(VoteKind.NULLIFY, 1, Hash.ZERO, third));
    var one = record(committee.vote(VoteKind.NOTARIZE, 1, block.id(), self));
    var two = record(committee.vote(VoteKind.NOTARIZE, 1, block.twin().id(), self));
    for (List<VoteRecord> records : List.of(List.of(strange), List.of(one, two))) {
      var spoiled = engine(new Recovered(TestBlock.GENESIS, Optional.empty(), records, 1));
      assertThrows(IllegalArgumentException.class, () -> spoiled.on(new Started()));
    }
  }

  private static VoteRecord record(Vote vote) {
    return new VoteRecord(vote, Optional.empty(), Optional.empty());
  }

  @Test
  void somebodyElsesKeyMakesNoEngine() {
    var stranger = VoteSigner.of(KeyPair.fromSeed(Hash.of(Domain.SEED, new byte[9]).toBytes()));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new SimplexEngine(
                committee.settings,
                stranger,
                TestBlock::decode,
                Recovered.genesis(TestBlock.GENESIS)));
  }
}
