package io.pouw.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.CheckpointBody.Attest;
import io.pouw.ledger.CheckpointBody.CommitCheckpoint;
import io.pouw.ledger.CheckpointBody.OpenUnit;
import io.pouw.ledger.TransactionBody.Evaluate;
import io.pouw.ledger.TransactionBody.RevealTest;
import io.pouw.plugin.DataManifest;
import io.pouw.plugin.Scores;
import io.pouw.plugin.Signer;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkRefusalTest {
  private TestChain chain;
  private TestTask task;

  @BeforeEach
  void start() {
    chain = new TestChain();
    chain.takeTickets();
    task = new TestTask(chain);
    chain.block();
  }

  private void refused(String part, KeyPair sender, TransactionBody body) {
    String reason = chain.refusal(sender, body);
    assertTrue(reason.contains(part), reason);
  }

  private void refusedContent(String part, Checkpoint content) {
    refused(part, task.lead(), task.commitment(content));
  }

  private static Checkpoint with(
      Checkpoint base, Hash chainId, int generation, int index, List<MinerUnits> miners) {
    return new Checkpoint(
        chainId,
        base.task(),
        generation,
        index,
        base.previous(),
        base.unitsRoot(),
        miners,
        base.roundsRoot(),
        base.state(),
        base.detail(),
        base.lossMicro());
  }

  @Test
  void aCheckpointHasToBeTheNextOfThisChainAndGeneration() {
    Checkpoint good = task.content();
    Hash chainId = good.chainId();
    refusedContent("checkpoint of chain", with(good, Hash.ZERO, 0, 0, good.miners()));
    refusedContent("generation 1, the task is in 0", with(good, chainId, 1, 0, good.miners()));
    refusedContent("checkpoint 1, the next is 0", with(good, chainId, 0, 1, good.miners()));
    refused("is no supervisor", chain.key("other"), task.commitment(good));
  }

  @Test
  void aCheckpointThatBeginsFromAnotherStateIsRefused() {
    task.commit();
    Checkpoint good = task.content();
    BlobId other = TestTask.blob("another state");
    refusedContent(
        "checkpoint 1 begins from state %s, checkpoint 0 left %s".formatted(other, good.previous()),
        from(good, other));
    chain.block(chain.sign(task.lead(), task.commitment(good)));
    assertEquals(2, task.now().checkpoints().size());
  }

  private static Checkpoint from(Checkpoint base, BlobId previous) {
    return new Checkpoint(
        base.chainId(),
        base.task(),
        base.generation(),
        base.index(),
        previous,
        base.unitsRoot(),
        base.miners(),
        base.roundsRoot(),
        base.state(),
        base.detail(),
        base.lossMicro());
  }

  @Test
  void aCheckpointsUnitsHaveToBeThoseOfItsRoundsByMinersOfTheTask() {
    Checkpoint good = task.content();
    List<MinerUnits> miners = good.miners();
    Hash chainId = good.chainId();
    refusedContent("expected 8", with(good, chainId, 0, 0, miners.subList(0, 3)));
    refusedContent("in increasing address", with(good, chainId, 0, 0, miners.reversed()));
    refusedContent(
        "is no miner of task",
        with(good, chainId, 0, 0, List.of(new MinerUnits(chain.address("other"), 8))));
    refusedContent(
        "with no units",
        with(good, chainId, 0, 0, List.of(new MinerUnits(miners.getFirst().miner(), 0))));
  }

  @Test
  void aCheckpointNeedsTheSignaturesOfHalfOfTheSupervisors() {
    Checkpoint good = task.content();
    refused("0 endorsements, expected at least 1 of 2", task.lead(), task.commitment(good, 0));
    CommitCheckpoint both = task.commitment(good);
    var reversed = new CommitCheckpoint(good, both.endorsements().reversed());
    refused("endorsement of supervisor 0 after 1", task.lead(), reversed);
    Endorsement first = both.endorsements().getFirst();
    var swapped = new Endorsement(1, first.key(), first.signature());
    refused("is not supervisor 1", task.lead(), new CommitCheckpoint(good, List.of(swapped)));
    Checkpoint other = with(good, good.chainId(), 0, 0, good.miners().reversed());
    refused(
        "is not a signature over this checkpoint",
        task.lead(),
        new CommitCheckpoint(good, task.commitment(other).endorsements()));
    chain.block(chain.sign(task.lead(), task.commitment(good, 1)));
  }

  @Test
  void anOpeningHasToShowTheDrawnLeafAsItWasCommitted() {
    task.commit();
    chain.blocks(2);
    CheckpointState checkpoint = task.checkpoint(0);
    int leaf = checkpoint.draws().getFirst().leaf();
    OpenUnit good = task.opening(checkpoint, leaf);
    int undrawn = 0;
    while (checkpoint.draw(undrawn).isPresent()) undrawn++;
    refused("is no supervisor", chain.key("other"), good);
    refused("was not drawn", task.lead(), task.opening(checkpoint, undrawn));
    OpenUnit neighbour = task.opening(checkpoint, leaf ^ 1);
    refused("is not leaf", task.lead(), swapped(good, leaf, neighbour));
    OpenUnit distant = task.opening(checkpoint, checkpoint.draws().getLast().leaf());
    refused("in the range of", task.lead(), swapped(good, leaf, distant));
    refused("has no checkpoint 1", task.lead(), placed(good, 1, 0));
    refused("has no checkpoint 0 of generation 3", task.lead(), placed(good, 0, 3));
    chain.block(chain.sign(task.lead(), good));
    refused("was shown already", task.lead(), good);
  }

  private static OpenUnit placed(OpenUnit good, int checkpoint, int generation) {
    return new OpenUnit(
        good.task(),
        generation,
        checkpoint,
        good.leaf(),
        good.claim(),
        good.unitProof(),
        good.round(),
        good.roundProof());
  }

  private static OpenUnit swapped(OpenUnit place, int leaf, OpenUnit shown) {
    return new OpenUnit(
        place.task(),
        place.generation(),
        place.checkpoint(),
        leaf,
        shown.claim(),
        shown.unitProof(),
        shown.round(),
        shown.roundProof());
  }

  @Test
  void aClaimThatIsNotTheMinersOrNotOfTheRoundIsRefused() {
    task.commit();
    chain.blocks(2);
    CheckpointState checkpoint = task.checkpoint(0);
    OpenUnit good = task.opening(checkpoint, checkpoint.draws().getFirst().leaf());
    UnitClaim claim = good.claim();
    Signer miner = Signer.of(chain.owner(claim.minerAddress()));
    var forged =
        new UnitClaim(
            claim.chainId(),
            claim.task(),
            claim.generation(),
            claim.unit(),
            claim.input(),
            TestTask.blob("other"),
            claim.miner(),
            claim.signature());
    refused("not signed by its miner", task.lead(), claimed(good, forged));
    UnitClaim foreign =
        UnitClaim.sign(
            miner, claim.chainId(), Hash.ZERO, 0, claim.unit(), claim.input(), claim.update());
    refused("another chain, task or generation", task.lead(), claimed(good, foreign));
    UnitClaim late =
        UnitClaim.sign(
            miner,
            claim.chainId(),
            claim.task(),
            0,
            new UnitId(3, 0),
            claim.input(),
            claim.update());
    refused("is not of checkpoint 0", task.lead(), claimed(good, late));
    UnitClaim elsewhere =
        UnitClaim.sign(
            miner,
            claim.chainId(),
            claim.task(),
            0,
            claim.unit(),
            TestTask.blob("no state"),
            claim.update());
    refused("starts from", task.lead(), claimed(good, elsewhere));
    var moved = new RoundRecord(good.round().round(), claim.input(), TestTask.blob("no state"));
    refused(
        "under the checkpoint's root of rounds",
        task.lead(),
        new OpenUnit(
            task.id, 0, 0, good.leaf(), claim, good.unitProof(), moved, good.roundProof()));
  }

  private static OpenUnit claimed(OpenUnit good, UnitClaim claim) {
    return new OpenUnit(
        good.task(),
        good.generation(),
        good.checkpoint(),
        good.leaf(),
        claim,
        good.unitProof(),
        good.round(),
        good.roundProof());
  }

  @Test
  void aVerdictIsTakenOnceFromThoseAskedAndHasToBeConsistent() {
    task.commit();
    task.drawAndOpen(0);
    DrawState draw = task.checkpoint(0).draws().getFirst();
    KeyPair asked = chain.owner(draw.committee().getFirst());
    Attest good = task.attestation(0, draw.leaf(), Verdict.VALID);
    refused("is not asked", chain.key("other"), good);
    var contradiction =
        new Attest(task.id, 0, 0, draw.leaf(), Verdict.VALID, TestTask.blob("other"));
    refused("VALID of update", asked, contradiction);
    var accusation =
        new Attest(task.id, 0, 0, draw.leaf(), Verdict.WRONG_UPDATE, good.recomputed());
    refused("WRONG_UPDATE of update", asked, accusation);
    chain.block(chain.sign(asked, good));
    refused("has given its verdict", asked, good);
  }

  @Test
  void aChallengeNeedsAShownUnitAndADeposit() {
    task.commit();
    chain.blocks(2);
    int leaf = task.checkpoint(0).draws().getFirst().leaf();
    var challenge = new CheckpointBody.Challenge(task.id, 0, 0, leaf);
    refused("is DRAWN, there is nothing to challenge", chain.key("other"), challenge);
    task.openAll(0);
    refused("does not cover", chain.key("nobody"), challenge);
    chain.block(chain.sign("other", challenge));
    refused("is DISPUTED, there is nothing to challenge", chain.key("spare"), challenge);
  }

  @Test
  void theTestDataIsRevealedByTheClientOnceAndHasToOpenTheCommitment() {
    refused("is TRAINING, expected REVEALING", chain.key("client"), task.reveal());
    task.pass();
    task.pass();
    refused("only its client", chain.key("other"), task.reveal());
    var other = new RevealTest(task.id, new DataManifest(List.of()), TestTask.SALT);
    refused("do not open the commitment", chain.key("client"), other);
    var scores = new Scores(1, 2, 3);
    refused("is REVEALING", chain.key("evaluator0"), new Evaluate(task.id, scores));
    chain.block(chain.sign("client", task.reveal()));
    refused("is no evaluator", chain.key("other"), new Evaluate(task.id, scores));
    chain.block(chain.sign("evaluator0", new Evaluate(task.id, scores)));
    refused("has scored", chain.key("evaluator0"), new Evaluate(task.id, scores));
  }

  @Test
  void noCheckpointIsTakenInOnceAllAreIn() {
    task.pass();
    task.commit();
    Checkpoint last = task.content();
    refusedContent("all 2 checkpoints are in", last);
  }
}
