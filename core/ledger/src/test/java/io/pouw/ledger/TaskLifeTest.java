package io.pouw.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskLifeTest {
  private TestChain chain;

  @BeforeEach
  void start() {
    chain = new TestChain();
    chain.takeTickets();
  }

  @Test
  void aTaskIsAssignedInTheBlockAfterItsSubmissionByThatBlocksBeacon() {
    var task = new TestTask(chain);
    assertEquals(TaskStatus.OPEN, task.now().status());
    chain.block();
    assertEquals(TaskStatus.TRAINING, task.now().status());
    assertEquals(chain.state.height(), task.now().assignedHeight());
    assertEquals(
        Hash.of(Domain.SEED, task.id.toBytes(), chain.state.beacon().toBytes()),
        task.now().effectiveSeed());
    assertEquals(4, task.now().miners().size());
    assertEquals(2, task.now().supervisors().size());
    assertEquals(3, task.now().verifiers().size());
    assertEquals(2, task.now().evaluators().size());
    assertEquals(task.now().supervisors().getFirst(), task.now().lead().orElseThrow());
  }

  @Test
  void theSameTaskSubmittedAgainHasAnotherSeed() {
    var first = new TestTask(chain);
    var second = new TestTask(chain);
    chain.block();
    assertNotEquals(first.now().effectiveSeed(), second.now().effectiveSeed());
  }

  @Test
  void aTaskThatIsTrainedCheckedAndScoredPaysEverybodyItsShare() {
    var task = new TestTask(chain);
    chain.block();
    task.pass();
    task.pass();
    assertEquals(TaskStatus.REVEALING, task.now().status());
    task.revealAndEvaluate(new Scores(95, 100, 7));
    TaskState done = task.now();
    assertEquals(TaskStatus.SETTLED, done.status());
    assertEquals(0, done.escrow());
    assertEquals(new Scores(95, 100, 7), done.scores().orElseThrow());
    assertEquals(16, done.counts().committed());
    assertEquals(done.counts().drawn(), done.counts().verified());
    assertEquals(0, done.counts().rejected());
    assertEquals(done.counts().minted(), chain.state.supply().minted());
    for (String each : TestChain.MINERS)
      assertEquals(20 * Amounts.PAI, chain.sum(each, LedgerEvent.Kind.REWARD_WORK));
    for (String each : TestChain.SUPERVISORS)
      assertEquals(5 * Amounts.PAI, chain.sum(each, LedgerEvent.Kind.REWARD_SUPERVISION));
    for (String each : TestChain.EVALUATORS)
      assertEquals(5 * Amounts.PAI / 2, chain.sum(each, LedgerEvent.Kind.REWARD_EVALUATION));
    long verification =
        TestChain.VERIFIERS.stream()
            .mapToLong(each -> chain.sum(each, LedgerEvent.Kind.REWARD_VERIFICATION))
            .sum();
    assertTrue(verification > 5 * Amounts.PAI - 3, () -> "verifiers got " + verification);
    chain.checkHistory();
  }

  @Test
  void aDrawnUnitThatHoldsUpMintsByItsWeightAndStandsInTheHeader() {
    var task = new TestTask(chain);
    chain.block();
    task.commit();
    task.drawAndOpen(0);
    int draws = task.checkpoint(0).draws().size();
    assertEquals(5, draws, "8 units of 30 GFLOP, one draw for each 50 GFLOP");
    Transition applied = task.attestAll(0, Verdict.VALID);
    assertEquals(draws, applied.mined().size());
    for (Mined each : applied.mined()) {
      assertEquals(240 * 100_000 / draws, each.minted());
      assertTrue(
          applied.events().stream()
              .anyMatch(event ->
                  event.kind() == LedgerEvent.Kind.MINT
                      && event.account().equals(each.miner())
                      && event.cause().unit().orElseThrow().equals(each.unit())
                      && event.cause().task().orElseThrow().equals(task.id)));
    }
  }

  @Test
  void twoCheckpointsMayWaitAndAThirdMayNot() {
    var task = new TestTask(chain, new TaskPlan(6, 4, 2, 1, 0), 1_000);
    chain.block();
    task.commit();
    task.commit();
    String reason = chain.refusal(task.lead(), task.commitment(task.content()));
    assertEquals("2 checkpoints wait to be checked already", reason);
  }

  @Test
  void aLaterCheckpointIsNotAcceptedBeforeAnEarlierOne() {
    var task = new TestTask(chain);
    chain.block();
    task.commit();
    task.commit();
    task.drawAndOpen(1);
    task.attestAll(1, Verdict.VALID);
    chain.blocks(3);
    assertEquals(CheckpointStatus.DRAWN, task.checkpoint(1).status());
    task.openAll(0);
    task.attestAll(0, Verdict.VALID);
    chain.blocks(1);
    assertEquals(2, task.now().acceptedCheckpoints());
  }

  @Test
  void aLeadThatBringsNothingIsReplaced() {
    var task = new TestTask(chain);
    chain.block();
    Address first = task.now().lead().orElseThrow();
    chain.blocks(21);
    assertEquals(1, task.now().leadTerm());
    assertNotEquals(first, task.now().lead().orElseThrow());
  }

  @Test
  void aTaskWithTooLowAScoreFailsAndRefundsTheReward() {
    var task = trained();
    long before = chain.account("client").balance();
    task.revealAndEvaluate(new Scores(89, 100, 7));
    assertEquals(TaskStatus.FAILED, task.now().status());
    assertEquals(before + TestTask.REWARD, chain.account("client").balance());
    chain.checkHistory();
  }

  @Test
  void aClientThatDoesNotRevealPaysTheWorkersAndBurnsTheEvaluatorsShare() {
    var task = trained();
    long burned = chain.state.supply().burned();
    chain.blocks(11);
    assertEquals(TaskStatus.SETTLED, task.now().status());
    assertEquals(burned + 5 * Amounts.PAI, chain.state.supply().burned());
    assertEquals(20 * Amounts.PAI, chain.sum("miner0", LedgerEvent.Kind.REWARD_WORK));
  }

  @Test
  void evaluatorsThatDoNotScoreCostTheWorkersNothing() {
    var task = trained();
    chain.block(chain.sign("client", task.reveal()));
    chain.blocks(12);
    assertEquals(TaskStatus.SETTLED, task.now().status());
    assertEquals(20 * Amounts.PAI, chain.sum("miner0", LedgerEvent.Kind.REWARD_WORK));
    assertTrue(chain.sum("client", LedgerEvent.Kind.REFUND) >= 5 * Amounts.PAI);
  }

  @Test
  void ofTwoScoresThatDifferTheEarlierCountsAndTheOtherEvaluatorIsNotPaid() {
    var task = trained();
    chain.block(chain.sign("client", task.reveal()));
    chain.block(
        chain.sign("evaluator0", new TransactionBody.Evaluate(task.id, new Scores(95, 100, 1))));
    chain.block(
        chain.sign("evaluator1", new TransactionBody.Evaluate(task.id, new Scores(96, 100, 1))));
    assertEquals(TaskStatus.SETTLED, task.now().status());
    assertEquals(5 * Amounts.PAI, chain.sum("evaluator0", LedgerEvent.Kind.REWARD_EVALUATION));
    assertEquals(0, chain.sum("evaluator1", LedgerEvent.Kind.REWARD_EVALUATION));
  }

  @Test
  void aTaskThatIsNotDoneInTimeExpiresWithARefund() {
    var task = new TestTask(chain, TestTask.PLAN, 10);
    chain.blocks(11);
    assertEquals(TaskStatus.EXPIRED, task.now().status());
    assertEquals(TestTask.REWARD, chain.sum("client", LedgerEvent.Kind.REFUND));
  }

  @Test
  void aTaskWithoutTicketHoldersStaysOpenAndMayBeCancelled() {
    var empty = new TestChain();
    var task = new TestTask(empty);
    empty.blocks(3);
    assertEquals(TaskStatus.OPEN, task.now().status());
    empty.block(empty.sign("client", new TransactionBody.CancelTask(task.id)));
    assertEquals(TaskStatus.CANCELLED, task.now().status());
    assertEquals(
        TestTask.REWARD + TestTask.TASK_FEE / 2, empty.sum("client", LedgerEvent.Kind.REFUND));
    assertEquals(List.of(), empty.state.activeTasks());
  }

  @Test
  void halfOfTheTaskFeeIsBurntAtSubmission() {
    long before = chain.state.supply().burned();
    chain.block(chain.sign("client", TestTask.submission(TestTask.PLAN, 100)));
    assertEquals(before + TestTask.TASK_FEE / 2 + TestChain.FEE / 2, chain.state.supply().burned());
  }

  private TestTask trained() {
    var task = new TestTask(chain);
    chain.block();
    task.pass();
    task.pass();
    assertEquals(TaskStatus.REVEALING, task.now().status());
    return task;
  }
}
