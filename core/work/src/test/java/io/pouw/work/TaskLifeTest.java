package io.pouw.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Conviction;
import io.pouw.ledger.Parameter;
import io.pouw.ledger.Parameters;
import io.pouw.ledger.Verdict;
import io.pouw.plugin.Role;
import io.pouw.plugin.RoleEvent;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks from submission to settlement, with all roles on the real ledger. */
class TaskLifeTest {
  private static final String SPEC = "20,6,4";

  /** Few draws, so that lies may slip through at first. */
  private static final Parameters FEW_DRAWS =
      Parameters.DEFAULTS.with(Parameter.DRAW_STRIDE_WEIGHT, 24 * IrisRegression.UNIT_WEIGHT);

  private static final Parameters QUICK_DEADLINES =
      Parameters.DEFAULTS.with(Parameter.CHECKPOINT_DEADLINE, 10).with(Parameter.OPEN_DEADLINE, 12);

  private static TestNetwork begin(int miners, Parameters parameters) {
    var network = new TestNetwork(miners, parameters, 1, 0);
    network.submitTask(SPEC);
    return network;
  }

  private static void assertHonestEnd(TestNetwork network) {
    network.runToEnd();
    assertEquals(network.honestResult(), network.result());
  }

  @Test
  void aTaskRunsToSettlementWithTheStateOfAnHonestReplay() {
    TestNetwork network = begin(4, Parameters.DEFAULTS);
    assertHonestEnd(network);
    assertTrue(network.task().convictions().isEmpty());
    assertEquals(20 * 6, network.task().counts().committed());
    assertTrue(network.task().counts().drawn() > 0);
    assertEquals(network.task().counts().drawn(), network.task().counts().verified());
    assertEquals(0, network.reports(RoleEvent.SlotReassigned.class));
    assertEquals(20, network.reports(RoleEvent.RoundClosed.class));
    assertTrue(network.node("client").blobs.containsKey(network.result()));
    double accuracy = network.task().scores().orElseThrow().accuracy();
    assertTrue(accuracy > 0.4, () -> "accuracy " + accuracy + ", by chance it is a third");
  }

  @Test
  void theFinalStateDoesNotDependOnTheNumberOfMiners() {
    Set<BlobId> results = new HashSet<>();
    Set<Hash> seeds = new HashSet<>();
    for (int miners : List.of(1, 2, 4)) {
      TestNetwork network = begin(miners, Parameters.DEFAULTS);
      assertHonestEnd(network);
      assertEquals(miners, network.task().miners().size());
      results.add(network.result());
      seeds.add(network.task().effectiveSeed());
    }
    assertEquals(1, seeds.size());
    assertEquals(1, results.size());
  }

  @Test
  void onlyTheFinalStateIsKeptOnceATaskIsOver() {
    TestNetwork network = begin(2, Parameters.DEFAULTS);
    network.runToRound(8);
    assertTrue(network.lead().blobs.size() > 8);
    network.runToEnd();
    long height = network.ledger.height();
    network.runUntil(() -> network.ledger.height() > height + 1);
    assertTrue(network.lead().blobs.containsKey(network.result()));
    assertEquals(1, network.lead().blobs.size());
  }

  @Test
  void aMinerThatDiesIsReplacedAndTheBytesStayTheSame() {
    TestNetwork network = begin(4, Parameters.DEFAULTS);
    network.runToRound(5);
    network.node("miner2").kill();
    assertHonestEnd(network);
    assertTrue(network.reports(RoleEvent.SlotReassigned.class) > 0);
    assertTrue(
        network.reports(RoleEvent.SlotReassigned.class) <= 2,
        "later rounds do not wait for the dead miner");
    assertEquals(List.of(), network.slashed());
  }

  @Test
  void aMinerThatComesBackGetsWorkAgain() {
    TestNetwork network = begin(2, Parameters.DEFAULTS);
    network.runToRound(3);
    network.node("miner0").kill();
    network.runToRound(8);
    network.node("miner0").restart(network.ledger);
    network.runToRound(18);
    var standing =
        ((SupervisorMachine) network.lead().machine())
            .performance()
            .of(network.node("miner0").address());
    assertTrue(standing.score() >= WorkerPerformance.REPLACEMENT_THRESHOLD, standing.toString());
    assertHonestEnd(network);
  }

  @Test
  void anotherSupervisorTakesOverFromALeadThatDies() {
    TestNetwork network = begin(3, QUICK_DEADLINES);
    network.runToRound(6);
    TestNode first = network.lead();
    first.kill();
    assertHonestEnd(network);
    assertNotEquals(first.address(), network.lead().address());
    assertEquals(List.of(), network.slashed());
  }

  @Test
  void aLeadThatRestartsGoesOnFromTheChain() {
    TestNetwork network = begin(3, Parameters.DEFAULTS);
    network.runToRound(7);
    network.lead().kill();
    network.lead().restart(network.ledger);
    network.runToRound(15);
    network.follower().restart(network.ledger);
    assertHonestEnd(network);
    assertEquals(0, network.task().leadTerm());
    assertEquals(0, network.task().generation());
  }

  @Test
  void allNodesMayRestartAtOnce() {
    TestNetwork network = begin(3, Parameters.DEFAULTS);
    network.runToRound(10);
    network.nodes.values().forEach(each -> each.restart(network.ledger));
    assertHonestEnd(network);
    assertEquals(List.of(), network.slashed());
  }

  @Test
  void aCheaterIsConvictedAndTheFinalStateIsThatOfAnHonestReplay() {
    TestNetwork network = begin(4, Parameters.DEFAULTS);
    TestNode cheater = network.node("miner1");
    cheater.misconduct = new ForgedUnits(cheater.keys, 0);
    assertHonestEnd(network);
    assertEquals(List.of("miner1"), network.slashed());
    Conviction conviction = network.task().convictions().getFirst();
    assertEquals(cheater.address(), conviction.offender());
    assertEquals(Verdict.WRONG_UPDATE, conviction.verdict());
    assertFalse(network.task().miners().contains(cheater.address()));
    assertEquals(1, network.task().convictions().size());
  }

  @Test
  void aCheaterThatBeginsLateIsAuditedAndTheGoodCheckpointsStand() {
    TestNetwork network = begin(4, Parameters.DEFAULTS);
    TestNode cheater = network.node("miner1");
    cheater.misconduct = new ForgedUnits(cheater.keys, 12);
    network.runUntil(() -> network.task().audit().isPresent());
    int accepted = network.task().acceptedCheckpoints();
    assertTrue(accepted > 0);
    network.runUntil(() -> network.task().generation() == 1);
    assertEquals(accepted, network.task().checkpoints().size());
    assertHonestEnd(network);
    assertEquals(List.of("miner1"), network.slashed());
  }

  @Test
  void liesThatWereNotDrawnAreFoundByTheAuditAndUndone() {
    var network = new TestNetwork(4, FEW_DRAWS, 1, 0);
    network.submitTask("40,6,4");
    TestNode cheater = network.node("miner1");
    cheater.misconduct = new ForgedUnits(cheater.keys, 0);
    network.runUntil(() -> network.task().audit().isPresent());
    assertTrue(network.task().acceptedCheckpoints() > 0);
    network.runUntil(() -> network.task().generation() == 1);
    assertEquals(0, network.task().checkpoints().size());
    assertHonestEnd(network);
    assertEquals(List.of("miner1"), network.slashed());
  }

  @Test
  void aLyingLeadIsRefusedByTheOtherSupervisorAndConvicted() {
    TestNetwork network = begin(3, Parameters.DEFAULTS);
    TestNode liar = network.lead();
    TestNode other = network.follower();
    network.runToRound(5);
    liar.lies = true;
    assertHonestEnd(network);
    assertFalse(other.alerts("wrong_checkpoint").isEmpty());
    assertEquals(List.of(liar.name), network.slashed());
    Conviction conviction = network.task().convictions().getFirst();
    assertEquals(Role.SUPERVISOR, conviction.role());
    assertEquals(Verdict.WRONG_COMBINATION, conviction.verdict());
  }

  @Test
  void aTaskWhosePlanIsNotWhatItsSpecGivesIsRefused() {
    var network = new TestNetwork(2, Parameters.DEFAULTS, 1, 0);
    network.submitTask(SPEC, "20,5,4");
    network.runUntil(() -> !network.lead().alerts("task_refused").isEmpty());
    String alert = network.lead().alerts("task_refused").getFirst();
    assertTrue(alert.contains("slots=5") && alert.contains("slots=6"), alert);
    assertEquals(0, network.reports(RoleEvent.RoundClosed.class));
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void lostMessagesAndTransactionsCostTimeAndNothingElse(long seed) {
    var network = new TestNetwork(3, Parameters.DEFAULTS, seed, 0.1);
    network.submitTask(SPEC);
    assertHonestEnd(network);
    assertEquals(List.of(), network.slashed());
  }
}
