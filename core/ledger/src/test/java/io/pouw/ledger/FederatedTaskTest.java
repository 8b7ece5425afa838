package io.pouw.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.Regime;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A federated task on the ledger: paid by its client, drawn never, minting nothing. */
class FederatedTaskTest {
  private static final TaskPlan PLAN =
      new TaskPlan(4, 4, 2, 30_000_000_000L, 900_000, Regime.FEDERATED, 3);

  private final TestChain chain = new TestChain();

  @BeforeEach
  void takeTickets() {
    chain.takeTickets();
  }

  private TestTask assigned() {
    var task = new TestTask(chain, PLAN, 1_000);
    chain.block();
    return task;
  }

  private static Checkpoint withMiners(Checkpoint content, List<MinerUnits> miners) {
    return new Checkpoint(
        content.chainId(),
        content.task(),
        content.generation(),
        content.index(),
        content.previous(),
        content.unitsRoot(),
        miners,
        content.roundsRoot(),
        content.state(),
        content.detail(),
        content.lossMicro());
  }

  private static List<MinerUnits> first(Checkpoint content, int workers, int units) {
    return content.miners().stream()
        .limit(workers)
        .map(each -> new MinerUnits(each.miner(), units))
        .toList();
  }

  @Test
  void itIsAssignedAWorkerForEachSlotAndNoVerifiers() {
    TaskState task = assigned().now();
    assertEquals(TaskStatus.TRAINING, task.status());
    assertEquals(4, task.miners().size());
    assertEquals(List.of(), task.verifiers());
  }

  @Test
  void itIsPaidByItsClientAloneAndMintsNothing() {
    TestTask task = assigned();
    task.commit();
    assertTrue(task.checkpoint(0).accepted());
    task.commit();
    assertEquals(TaskStatus.REVEALING, task.now().status());
    task.revealAndEvaluate(new Scores(95, 100, 7));
    assertEquals(TaskStatus.SETTLED, task.now().status());
    assertEquals(0, task.now().counts().drawn());
    assertEquals(0, chain.state.supply().minted());
    for (String each : TestChain.MINERS)
      assertEquals(20 * Amounts.PAI, chain.sum(each, LedgerEvent.Kind.REWARD_WORK));
    for (String each : TestChain.VERIFIERS)
      assertEquals(0, chain.sum(each, LedgerEvent.Kind.REWARD_VERIFICATION));
    assertTrue(chain.sum("client", LedgerEvent.Kind.REFUND) >= 5 * Amounts.PAI);
    chain.checkHistory();
  }

  @Test
  void workersThatWereAwayAreNotPaidForTheRoundsThatTheyMissed() {
    TestTask task = assigned();
    for (int i = 0; i < 2; i++) {
      Checkpoint content = task.content();
      Checkpoint three = withMiners(content, first(content, 3, 2));
      chain.block(chain.sign(task.lead(), task.commitment(three)));
    }
    task.revealAndEvaluate(new Scores(95, 100, 7));
    long paid =
        TestChain.MINERS.stream()
            .filter(each -> chain.sum(each, LedgerEvent.Kind.REWARD_WORK) > 0)
            .count();
    assertEquals(3, paid);
    chain.checkHistory();
  }

  @Test
  void aCheckpointWithoutEnoughUpdatesIsRefused() {
    TestTask task = assigned();
    Checkpoint content = task.content();
    Checkpoint two = withMiners(content, first(content, 2, 2));
    assertEquals(
        "4 units in checkpoint 0, expected 6 to 8",
        chain.refusal(task.lead(), task.commitment(two)));
  }

  @Test
  void aWorkerCannotFillTwoSlotsOfARound() {
    TestTask task = assigned();
    Checkpoint content = task.content();
    var greedy = new ArrayList<>(first(content, 3, 2));
    greedy.set(0, new MinerUnits(greedy.getFirst().miner(), 3));
    String reason = chain.refusal(task.lead(), task.commitment(withMiners(content, greedy)));
    assertTrue(reason.startsWith("3 updates of worker "), reason);
  }

  @Test
  void itGoesBackToTheClientIfTheScoreIsTooLow() {
    TestTask task = assigned();
    task.commit();
    task.commit();
    task.revealAndEvaluate(new Scores(10, 100, 7));
    assertEquals(TaskStatus.FAILED, task.now().status());
    assertEquals(TestTask.REWARD, chain.sum("client", LedgerEvent.Kind.REFUND));
    chain.checkHistory();
  }

  @Test
  void itWaitsUntilThereIsAWorkerForEachSlot() {
    var five = new TaskPlan(4, 5, 2, 1, 0, Regime.FEDERATED, 3);
    var task = new TestTask(chain, five, 1_000);
    chain.block();
    chain.block();
    assertEquals(TaskStatus.OPEN, task.now().status());
  }

  @Test
  void itsPlanIsReadBackAndAVerifiedOneHasTheBytesThatItAlwaysHad() {
    assertEquals(PLAN, Decoder.whole(PLAN.toBytes(), TaskPlan::decode));
    var verified = new TaskPlan(4, 4, 2, 30_000_000_000L, 900_000);
    byte[] asBefore =
        new Encoder().u32(4).u32(4).u32(2).i64(30_000_000_000L).i64(900_000).toBytes();
    assertArrayEquals(asBefore, verified.toBytes());
    assertEquals(verified, Decoder.whole(asBefore, TaskPlan::decode));
  }
}
