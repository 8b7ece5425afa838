package io.pouw.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.Role;
import io.pouw.plugin.Scores;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DisputeTest {
  private static final long STAKE = 1_000 * Amounts.PAI;

  private TestChain chain;
  private TestTask task;

  @BeforeEach
  void start() {
    chain = new TestChain();
    chain.takeTickets();
    task = new TestTask(chain);
    chain.block();
  }

  /** The first draw is found wrong by its committee, then by the jury. */
  private DrawState convictFirstDraw(int index) {
    DrawState draw = task.checkpoint(index).draws().getFirst();
    var committee = new ArrayList<Transaction>();
    for (Address each : draw.committee())
      committee.add(task.attest(each, index, draw.leaf(), Verdict.WRONG_UPDATE));
    chain.block(committee);
    if (task.now().convictions().isEmpty()) vote(index, draw.leaf(), Verdict.WRONG_UPDATE);
    return draw;
  }

  /** All verifiers that are still asked say the same of one draw. */
  private Transition vote(int index, int leaf, Verdict verdict) {
    DrawState draw = task.checkpoint(index).draw(leaf).orElseThrow();
    var votes = new ArrayList<Transaction>();
    for (Address each : task.now().verifiers())
      if (draw.awaits(each, task.now().verifiers()))
        votes.add(task.attest(each, index, leaf, verdict));
    return chain.block(votes);
  }

  private Account accountOf(Address address) {
    return chain.state.account(address).orElseThrow();
  }

  @Test
  void aMinerCaughtByReExecutionIsSlashedLosesItsTicketAndItsPlace() {
    task.commit();
    task.drawAndOpen(0);
    DrawState draw = convictFirstDraw(0);
    Conviction conviction = task.now().convictions().getFirst();
    assertEquals(draw.miner(), conviction.offender());
    assertEquals(Role.MINER, conviction.role());
    assertEquals(STAKE / 2, conviction.slashed());
    assertEquals(chain.state.height(), conviction.height());
    Account offender = accountOf(draw.miner());
    assertEquals(STAKE / 2, offender.stake());
    assertEquals(STAKE / 2, offender.slashed());
    assertEquals(List.of(), offender.tickets());
    assertFalse(task.now().miners().contains(draw.miner()));
    assertEquals(1, task.now().generation());
    assertEquals(List.of(), task.now().checkpoints());
    assertEquals(1, task.now().counts().rejected());
    chain.checkHistory();
  }

  @Test
  void halfOfWhatIsSlashedIsBurntAndHalfGoesToTheVerifiersThatFoundIt() {
    task.commit();
    task.drawAndOpen(0);
    long burned = chain.state.supply().burned();
    convictFirstDraw(0);
    long shares =
        TestChain.VERIFIERS.stream()
            .mapToLong(each -> chain.sum(each, LedgerEvent.Kind.SLASH_SHARE))
            .sum();
    assertEquals(STAKE / 2, shares + chain.state.supply().burned() - burned);
    assertTrue(STAKE / 4 - shares < 3, () -> "shares " + shares);
  }

  @Test
  void aConvictedMinerIsReplacedByAnotherTicketHolder() {
    chain.block(
        chain.sign("spare", new TransactionBody.Stake(STAKE)),
        chain.sign("spare", new TransactionBody.TakeTicket(Role.MINER, new byte[0])));
    task.commit();
    task.drawAndOpen(0);
    convictFirstDraw(0);
    assertEquals(4, task.now().miners().size());
    assertTrue(task.now().miners().contains(chain.address("spare")));
  }

  @Test
  void unitsOfTheConvictedInAcceptedCheckpointsAreAuditedBeforeTheTaskGoesOn() {
    task.pass();
    task.commit();
    task.drawAndOpen(1);
    DrawState draw = convictFirstDraw(1);
    AuditState audit = task.now().audit().orElseThrow();
    assertEquals(draw.miner(), audit.miner());
    assertEquals(1, task.now().checkpoints().size());
    assertEquals(0, task.now().generation());
    assertEquals(
        "an audit is on, no checkpoint is taken in",
        chain.refusal(task.lead(), task.commitment(task.content())));
    report(draw.miner(), 0);
    assertTrue(task.now().audit().isEmpty());
    assertEquals(1, task.now().generation());
    assertEquals(List.of(), task.now().checkpoints());
  }

  @Test
  void anAuditThatFindsNothingKeepsWhatWasAccepted() {
    task.pass();
    task.commit();
    task.drawAndOpen(1);
    DrawState draw = convictFirstDraw(1);
    report(draw.miner(), 1);
    assertEquals(1, task.now().checkpoints().size());
    assertEquals(1, task.now().generation());
    task.pass();
    task.revealAndEvaluate(new Scores(95, 100, 1));
    assertEquals(TaskStatus.SETTLED, task.now().status());
    assertTrue(
        task.now().payments().stream()
            .noneMatch(each ->
                each.account().equals(draw.miner())
                    && each.kind() == LedgerEvent.Kind.REWARD_WORK));
    chain.checkHistory();
  }

  @Test
  void anAuditThatNobodyReportsOnRollsBackToTheFirstUnitOfTheConvicted() {
    task.pass();
    task.commit();
    task.drawAndOpen(1);
    convictFirstDraw(1);
    chain.blocks(10);
    assertTrue(task.now().audit().isEmpty());
    assertEquals(List.of(), task.now().checkpoints());
  }

  @Test
  void anAuditReportIsTakenOnceAndFromTheJuryAlone() {
    task.pass();
    task.commit();
    task.drawAndOpen(1);
    Address miner = convictFirstDraw(1).miner();
    assertTrue(
        chain
            .refusal("other", new CheckpointBody.ReportAudit(task.id, 0, miner, 0))
            .contains("is no verifier"));
    assertTrue(
        chain
            .refusal("verifier0", new CheckpointBody.ReportAudit(task.id, 0, miner, 2))
            .contains("first bad checkpoint 2"));
    assertTrue(
        chain
            .refusal("verifier0", new CheckpointBody.ReportAudit(task.id, 5, miner, 0))
            .contains("generation"));
    assertTrue(
        chain
            .refusal(
                "verifier0", new CheckpointBody.ReportAudit(task.id, 0, chain.address("other"), 0))
            .contains("no audit"));
    chain.block(chain.sign("verifier0", new CheckpointBody.ReportAudit(task.id, 0, miner, 0)));
    assertTrue(
        chain
            .refusal("verifier0", new CheckpointBody.ReportAudit(task.id, 0, miner, 0))
            .contains("has reported"));
  }

  private void report(Address miner, int firstBad) {
    var reports = new ArrayList<Transaction>();
    for (Address each : task.now().verifiers())
      reports.add(
          chain.sign(
              chain.owner(each),
              new CheckpointBody.ReportAudit(task.id, task.now().generation(), miner, firstBad)));
    chain.block(reports);
  }

  @Test
  void aVerifierThatAccusesFalselyIsSlashedAndTheUnitMines() {
    task.commit();
    task.drawAndOpen(0);
    DrawState draw = task.checkpoint(0).draws().getFirst();
    Address liar = draw.committee().getFirst();
    chain.block(task.attest(liar, 0, draw.leaf(), Verdict.WRONG_UPDATE));
    assertEquals(DrawStatus.DISPUTED, task.checkpoint(0).draws().getFirst().status());
    vote(0, draw.leaf(), Verdict.VALID);
    assertEquals(DrawStatus.VALID, task.checkpoint(0).draws().getFirst().status());
    assertTrue(task.checkpoint(0).draws().getFirst().minted() > 0);
    assertEquals(STAKE / 2, accountOf(liar).stake());
    assertEquals(Role.VERIFIER, task.now().convictions().getFirst().role());
    assertFalse(task.now().verifiers().contains(liar));
    assertEquals(0, task.now().generation());
  }

  @Test
  void aVerifierThatCallsAWrongUpdateValidIsSlashed() {
    task.commit();
    task.drawAndOpen(0);
    DrawState draw = task.checkpoint(0).draws().getFirst();
    Address liar = draw.committee().get(0);
    chain.block(
        task.attest(liar, 0, draw.leaf(), Verdict.VALID),
        task.attest(draw.committee().get(1), 0, draw.leaf(), Verdict.WRONG_UPDATE));
    vote(0, draw.leaf(), Verdict.WRONG_UPDATE);
    assertEquals(2, task.now().convictions().size());
    assertEquals(STAKE / 2, accountOf(liar).stake());
    assertEquals(STAKE / 2, accountOf(draw.miner()).stake());
  }

  @Test
  void aWrongCombinationConvictsTheSupervisorsThatSignedIt() {
    task.commit();
    task.drawAndOpen(0);
    List<Address> supervisors = task.now().supervisors();
    DrawState draw = task.checkpoint(0).draws().getFirst();
    vote(0, draw.leaf(), Verdict.WRONG_COMBINATION);
    vote(0, draw.leaf(), Verdict.WRONG_COMBINATION);
    for (Address each : supervisors) assertEquals(STAKE / 2, accountOf(each).stake());
    assertEquals(STAKE, accountOf(draw.miner()).stake());
    assertEquals(TaskStatus.FAILED, task.now().status());
    assertEquals("no supervisor is left", task.now().outcome());
    assertEquals(TestTask.REWARD, chain.sum("client", LedgerEvent.Kind.REFUND));
  }

  @Test
  void aUnitThatIsNotToBeHadVoidsItsCheckpointAndSlashesNobody() {
    task.commit();
    task.drawAndOpen(0);
    DrawState draw = task.checkpoint(0).draws().getFirst();
    vote(0, draw.leaf(), Verdict.UNAVAILABLE);
    vote(0, draw.leaf(), Verdict.UNAVAILABLE);
    assertEquals(List.of(), task.now().checkpoints());
    assertEquals(List.of(), task.now().convictions());
    assertEquals(1, task.now().generation());
    assertEquals(1, task.now().leadTerm());
  }

  @Test
  void aUnitThatIsNotShownVoidsItsCheckpointAndLaterOnes() {
    task.commit();
    task.commit();
    chain.blocks(10);
    assertEquals(List.of(), task.now().checkpoints());
    assertEquals(1, task.now().generation());
    assertEquals(1, task.now().leadTerm());
    assertEquals(List.of(), task.now().convictions());
  }

  @Test
  void aCommitteeMemberThatIsSilentIsReplacedAndTheOthersDecide() {
    task.commit();
    task.drawAndOpen(0);
    DrawState draw = task.checkpoint(0).draws().getFirst();
    Address silent = draw.committee().get(1);
    chain.block(task.attest(draw.committee().get(0), 0, draw.leaf(), Verdict.VALID));
    chain.blocks(8);
    DrawState later = task.checkpoint(0).draw(draw.leaf()).orElseThrow();
    assertEquals(List.of(silent), later.absent());
    assertFalse(later.committee().contains(silent));
    assertEquals(2, later.committee().size());
    assertTrue(
        chain
            .refusal(chain.owner(silent), task.attestation(0, draw.leaf(), Verdict.VALID))
            .contains("not asked"));
    chain.block(task.attest(later.committee().get(1), 0, draw.leaf(), Verdict.VALID));
    assertEquals(DrawStatus.VALID, task.checkpoint(0).draw(draw.leaf()).orElseThrow().status());
  }

  @Test
  void ifNoVerifierEverAnswersTheCheckpointIsVoid() {
    task.commit();
    task.drawAndOpen(0);
    chain.blocks(8 + 8 + 2);
    assertEquals(List.of(), task.now().checkpoints());
    assertEquals(List.of(), task.now().convictions());
  }

  @Test
  void aChallengeThatIsRightBringsTheDepositBack() {
    task.commit();
    task.drawAndOpen(0);
    DrawState draw = task.checkpoint(0).draws().getFirst();
    chain.block(chain.sign("other", challenge(draw)));
    vote(0, draw.leaf(), Verdict.WRONG_UPDATE);
    assertEquals(10 * Amounts.PAI, chain.sum("other", LedgerEvent.Kind.DEPOSIT_RETURN));
    assertEquals(draw.miner(), task.now().convictions().getFirst().offender());
    chain.checkHistory();
  }

  @Test
  void aChallengeOfAValidUnitPaysTheJuryAndDoesNotMintTwice() {
    task.commit();
    task.drawAndOpen(0);
    task.attestAll(0, Verdict.VALID);
    DrawState draw = task.checkpoint(0).draws().getFirst();
    long minted = chain.state.supply().minted();
    chain.block(chain.sign("other", challenge(draw)));
    assertEquals(CheckpointStatus.DRAWN, task.checkpoint(0).status());
    assertEquals(0, chain.sum("other", LedgerEvent.Kind.DEPOSIT_RETURN));
    vote(0, draw.leaf(), Verdict.VALID);
    assertEquals(minted, chain.state.supply().minted());
    long paid =
        TestChain.VERIFIERS.stream()
            .mapToLong(each -> chain.sum(each, LedgerEvent.Kind.DEPOSIT_SHARE))
            .sum();
    assertTrue(10 * Amounts.PAI - paid < 3);
    chain.blocks(2);
    assertEquals(1, task.now().acceptedCheckpoints());
    assertTrue(chain.refusal("other", challenge(draw)).contains("accepted already"));
  }

  @Test
  void depositsComeBackWhenTheTaskExpires() {
    var late = new TestTask(chain, TestTask.PLAN, 12);
    chain.block();
    late.commit();
    late.drawAndOpen(0);
    DrawState draw = late.checkpoint(0).draws().getFirst();
    chain.block(chain.sign("other", new CheckpointBody.Challenge(late.id, 0, 0, draw.leaf())));
    chain.blocks(12);
    assertEquals(TaskStatus.EXPIRED, late.now().status());
    assertEquals(10 * Amounts.PAI, chain.sum("other", LedgerEvent.Kind.DEPOSIT_RETURN));
    assertEquals(0, late.now().held());
  }

  @Test
  void aDisputeWithoutAMajoritySlashesNobody() {
    task.commit();
    task.drawAndOpen(0);
    DrawState draw = task.checkpoint(0).draws().getFirst();
    chain.block(
        task.attest(draw.committee().get(0), 0, draw.leaf(), Verdict.VALID),
        task.attest(draw.committee().get(1), 0, draw.leaf(), Verdict.WRONG_UPDATE));
    chain.blocks(9);
    assertEquals(List.of(), task.now().convictions());
    assertEquals(List.of(), task.now().checkpoints());
  }

  @Test
  void stakeOnItsWayBackIsSlashedToo() {
    task.commit();
    task.drawAndOpen(0);
    DrawState draw = task.checkpoint(0).draws().getFirst();
    chain.block(
        chain.sign(chain.owner(draw.miner()), new TransactionBody.ReturnTicket(Role.MINER)),
        chain.sign(chain.owner(draw.miner()), new TransactionBody.Unstake(STAKE)));
    convictFirstDraw(0);
    Account offender = accountOf(draw.miner());
    assertEquals(0, offender.stake());
    assertEquals(STAKE / 2, offender.slashable());
    assertEquals(STAKE / 2, task.now().convictions().getFirst().slashed());
  }

  @Test
  void aTaskWhoseMinersAreAllConvictedFailsWithARefund() {
    for (int i = 0; i < TestChain.MINERS.size(); i++) {
      task.commit();
      task.drawAndOpen(0);
      DrawState draw = task.checkpoint(0).draws().getFirst();
      vote(0, draw.leaf(), Verdict.WRONG_UPDATE);
      if (task.now().convictions().size() == i) vote(0, draw.leaf(), Verdict.WRONG_UPDATE);
    }
    assertEquals(TaskStatus.FAILED, task.now().status());
    assertEquals("no miner is left", task.now().outcome());
    assertEquals(TestTask.REWARD, chain.sum("client", LedgerEvent.Kind.REFUND));
    chain.checkHistory();
  }

  private CheckpointBody.Challenge challenge(DrawState draw) {
    return new CheckpointBody.Challenge(task.id, 0, 0, draw.leaf());
  }
}
