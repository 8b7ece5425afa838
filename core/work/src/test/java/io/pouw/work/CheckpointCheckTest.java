package io.pouw.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Checkpoint;
import io.pouw.ledger.CheckpointDetail;
import io.pouw.ledger.RoundRecord;
import io.pouw.ledger.UnitClaim;
import io.pouw.plugin.Signer;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckpointCheckTest {
  private static final TaskPlan PLAN = new TaskPlan(6, 2, 3, 1_000, 0);
  private static final Hash TASK = Hash.sha256(new byte[] {1});
  private static final List<KeyPair> MINERS =
      List.of(TestNetwork.key("one"), TestNetwork.key("two"));

  private static BlobId blob(int content) {
    return BlobId.of(new byte[] {(byte) content});
  }

  private static ClosedRound round(int round) {
    var claims = new ArrayList<UnitClaim>();
    for (int slot = 0; slot < 2; slot++)
      claims.add(claim(round, slot, blob(round), MINERS.get((round + slot) % 2)));
    return new ClosedRound(new RoundRecord(round, blob(round), blob(round + 1)), claims, 3);
  }

  private static UnitClaim claim(int round, int slot, BlobId input, KeyPair miner) {
    return UnitClaim.sign(
        Signer.of(miner), Hash.ZERO, TASK, 0, new UnitId(round, slot), input, blob(100 + round));
  }

  private static CheckpointDraft draft() {
    return CheckpointDraft.of(Hash.ZERO, TASK, 0, 1, List.of(round(3), round(4), round(5)));
  }

  private static String problem(CheckpointDetail detail) {
    return CheckpointCheck.problem(PLAN, committed(detail), detail).orElse("none");
  }

  /** The draft's checkpoint with the roots and counts of another detail. */
  private static Checkpoint committed(CheckpointDetail detail) {
    Checkpoint made = draft().checkpoint();
    return new Checkpoint(
        made.chainId(),
        made.task(),
        made.generation(),
        made.index(),
        made.previous(),
        detail.unitsRoot(),
        CheckpointDraft.minerUnits(detail.claims()),
        detail.roundsRoot(),
        made.state(),
        BlobId.of(detail.toBytes()),
        made.lossMicro());
  }

  private static Checkpoint from(Checkpoint made, BlobId previous) {
    return new Checkpoint(
        made.chainId(),
        made.task(),
        made.generation(),
        made.index(),
        previous,
        made.unitsRoot(),
        made.miners(),
        made.roundsRoot(),
        made.state(),
        made.detail(),
        made.lossMicro());
  }

  private static CheckpointDetail with(List<UnitClaim> claims) {
    return new CheckpointDetail(
        claims.stream().sorted(CheckpointDraft.TREE_ORDER).toList(), draft().detail().rounds());
  }

  @Test
  void aWholeCheckpointHasNoProblem() {
    CheckpointDraft draft = draft();
    assertEquals(
        Optional.empty(), CheckpointCheck.problem(PLAN, draft.checkpoint(), draft.detail()));
    assertEquals(blob(3), draft.checkpoint().previous());
    assertEquals(1_500_000, draft.checkpoint().lossMicro());
    assertEquals(6, draft.checkpoint().units());
    assertEquals(2, CheckpointCheck.claimsOf(draft.detail(), 4).size());
  }

  @Test
  void aDetailThatIsNotUnderTheRootsIsFound() {
    CheckpointDraft draft = draft();
    var other = CheckpointDraft.of(Hash.ZERO, TASK, 0, 0, List.of(round(0), round(1), round(2)));
    assertTrue(
        CheckpointCheck.problem(PLAN, draft.checkpoint(), other.detail())
            .orElse("")
            .contains("units root"));
  }

  @Test
  void roundsThatDoNotBeginWhereTheCheckpointBeforeEndedAreFound() {
    CheckpointDraft draft = draft();
    assertTrue(
        CheckpointCheck.problem(PLAN, from(draft.checkpoint(), blob(9)), draft.detail())
            .orElse("")
            .contains("where the last one ended"));
  }

  @Test
  void aStateThatIsNotTheLastRoundsIsFound() {
    List<RoundRecord> rounds = new ArrayList<>(draft().detail().rounds());
    rounds.set(2, new RoundRecord(5, blob(5), blob(77)));
    assertTrue(
        problem(new CheckpointDetail(draft().detail().claims(), rounds))
            .contains("not the last round's"));
  }

  @Test
  void aMissingAStrangeAndADoubleUnitAreFound() {
    List<UnitClaim> claims = draft().detail().claims();
    assertTrue(problem(with(claims.subList(1, 6))).contains("5 units, expected 6"));
    var strange = new ArrayList<>(claims.subList(1, 6));
    strange.add(claim(2, 0, blob(2), MINERS.getFirst()));
    assertTrue(problem(with(strange)).contains("not in this checkpoint"));
    var twice = new ArrayList<>(claims.subList(1, 6));
    UnitClaim there = claims.get(1);
    KeyPair other = MINERS.get(there.miner().equals(MINERS.get(0).publicKey()) ? 1 : 0);
    twice.add(claim(there.unit().round(), there.unit().slot(), there.input(), other));
    assertTrue(problem(with(twice)).contains("claimed twice"));
  }

  @Test
  void aClaimFromAnotherStateIsFound() {
    var claims = new ArrayList<>(draft().detail().claims());
    UnitClaim one = claims.getFirst();
    KeyPair miner = MINERS.get(one.miner().equals(MINERS.get(0).publicKey()) ? 0 : 1);
    claims.set(0, claim(one.unit().round(), one.unit().slot(), blob(50), miner));
    assertTrue(problem(with(claims)).contains("another task or state"));
  }

  @Test
  void claimsOutOfOrderAreFound() {
    var claims = new ArrayList<>(draft().detail().claims());
    claims.sort(Comparator.comparing(UnitClaim::unit));
    assertTrue(
        problem(new CheckpointDetail(claims, draft().detail().rounds()))
            .contains("not in the order of the tree"));
  }
}
