package io.pouw.management.payout;

import static io.pouw.management.payout.TestRail.USDT;
import static io.pouw.management.payout.TestRail.account;
import static io.pouw.management.payout.TestRail.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.payout.tron.TronAddress;
import io.pouw.payout.tron.emulator.Fault;
import io.pouw.storage.sql.SqlStore;
import io.pouw.storage.sql.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class PayoutEngineTest {
  private static final long MUCH = Long.MAX_VALUE;

  @Parameter TestDatabase database = TestDatabase.H2;
  @TempDir Path folder;

  private SqlStore sql;
  private TestRail rail;
  private Payouts payouts;

  @BeforeEach
  void open() {
    sql = database.open();
    rail = new TestRail(folder);
    payouts =
        new Payouts(
            sql,
            (name, account) -> account.startsWith("T") ? "" : "'" + account + "' is none",
            rail);
  }

  @AfterEach
  void close() {
    rail.close();
    sql.close();
  }

  private PayoutEngine engine(PayoutRules rules) {
    return new PayoutEngine("tron", sql, rail.channel, rules, rail);
  }

  private static PayoutRules rules(long threshold, long approvalAbove, long daily, long maxFee) {
    return new PayoutRules(
        threshold,
        approvalAbove,
        daily,
        10,
        Duration.ofHours(1),
        maxFee,
        2,
        Duration.ofSeconds(30),
        Duration.ofHours(1));
  }

  private void ask(String reference, String name, long amount) {
    payouts.request(List.of(request("tron", reference, name, amount)), "test");
  }

  private PayoutStatus status(String reference) {
    return payouts.find(reference).orElseThrow().status();
  }

  private List<String> events(String reference) {
    return payouts.audit(reference).stream().map(AuditEntry::event).toList();
  }

  @Test
  void aRequestGoesAllTheWayAndItsTrailTellsIt() {
    ask("pay-1", "alice", 5 * USDT);
    assertEquals(PayoutStatus.REQUESTED, status("pay-1"));
    var engine = engine(TestRail.RULES);
    var first = engine.turn(false);
    assertEquals(List.of(), first.problems());
    assertEquals(1, first.broadcast());
    assertEquals(PayoutStatus.BROADCAST, status("pay-1"));
    rail.node.produce(1);
    engine.turn(false);
    assertEquals(PayoutStatus.BROADCAST, status("pay-1"));
    rail.node.settle();
    assertEquals(1, engine.turn(false).confirmed());
    PayoutView view = payouts.find("pay-1").orElseThrow();
    assertEquals(PayoutStatus.CONFIRMED, view.status());
    assertTrue(view.fee() > 0 && view.transfer().isPresent() && view.block().startsWith("block "));
    assertEquals(5 * USDT, rail.paid(account("alice")));
    assertEquals(
        List.of("requested", "signed", "broadcast", "included", "confirmed"), events("pay-1"));
  }

  @Test
  void aReferenceIsPaidOnceHoweverOftenItIsAskedFor() {
    ask("pay-1", "alice", 5 * USDT);
    ask("pay-1", "alice", 5 * USDT);
    var engine = engine(TestRail.RULES);
    engine.turn(true);
    ask("pay-1", "alice", 5 * USDT);
    engine.turn(true);
    rail.node.settle();
    engine.turn(true);
    rail.node.settle();
    assertEquals(5 * USDT, rail.paid(account("alice")));
    var e = assertThrows(IllegalArgumentException.class, () -> ask("pay-1", "alice", 6 * USDT));
    assertTrue(String.valueOf(e.getMessage()).contains("taken by another"), e.getMessage());
  }

  @Test
  void anAccountThatIsNoneIsRefusedAtTheDesk() {
    var bad = new PayoutRequest("x", "tron", "alice", "pai1nothing", 1);
    assertThrows(IllegalArgumentException.class, () -> payouts.request(List.of(bad), "test"));
    assertTrue(payouts.find("x").isEmpty());
  }

  @Test
  void aLargePaymentWaitsForApprovalAndADeclinedOneIsNeverPaid() {
    var engine = engine(rules(1, 10 * USDT, MUCH, MUCH));
    ask("small", "alice", USDT);
    ask("large", "bob", 11 * USDT);
    ask("wrong", "carol", 12 * USDT);
    engine.turn(true);
    assertEquals(PayoutStatus.HELD, status("large"));
    assertEquals(PayoutStatus.BROADCAST, status("small"));
    assertThrows(IllegalStateException.class, () -> payouts.approve("small", "olga"));
    payouts.approve("large", "olga");
    payouts.refuse("wrong", "olga");
    engine.turn(true);
    rail.node.settle();
    engine.turn(true);
    assertEquals(PayoutStatus.CONFIRMED, status("large"));
    assertEquals("olga", payouts.find("large").orElseThrow().approvedBy());
    assertEquals(PayoutStatus.REFUSED, status("wrong"));
    assertEquals(0, rail.paid(account("carol")));
    assertEquals(List.of("requested", "held", "refused"), events("wrong"));
  }

  @Test
  void theDailyLimitHoldsOverBatchesAndEndsWithTheDay() {
    var engine = engine(rules(1, MUCH, 10 * USDT, MUCH));
    ask("1", "alice", 6 * USDT);
    engine.turn(true);
    ask("2", "bob", 6 * USDT);
    engine.turn(true);
    assertEquals(PayoutStatus.REQUESTED, status("2"));
    rail.pass(Duration.ofDays(1));
    engine.turn(true);
    assertEquals(PayoutStatus.BROADCAST, status("2"));
  }

  @Test
  void theNextBatchWaitsForItsTime() {
    var engine = engine(rules(1, MUCH, MUCH, MUCH));
    ask("1", "alice", USDT);
    assertTrue(engine.turn(false).batch().isPresent());
    ask("2", "bob", USDT);
    assertTrue(engine.turn(false).batch().isEmpty());
    rail.pass(Duration.ofMinutes(61));
    assertTrue(engine.turn(false).batch().isPresent());
  }

  @Test
  void aDryRunTellsAllAndChangesNothing() {
    ask("1", "alice", 5 * USDT);
    ask("2", "alice", 1);
    var engine = engine(TestRail.RULES);
    var dry = engine.dryRun();
    assertEquals(1, dry.plan().payments().size());
    assertEquals(5 * USDT + 1, dry.plan().total());
    assertTrue(dry.quote().fee() > 0);
    assertEquals(List.of(), dry.problems());
    assertEquals(PayoutStatus.REQUESTED, status("1"));
    assertEquals(0, rail.paid(account("alice")));
  }

  @Test
  void aBatchThatIsTooDearOrCannotPayItsFeesIsNotMade() {
    ask("1", "alice", 5 * USDT);
    var turn = engine(rules(1, MUCH, MUCH, 10)).turn(true);
    assertTrue(turn.problems().getFirst().contains("more than the limit of 10"), turn.toString());
    assertEquals(PayoutStatus.REQUESTED, status("1"));
    rail.node.fund(
        TronAddress.parse(rail.channel.account()), 0, 5 - rail.channel.funds().feeAmount());
    var poor = engine(TestRail.RULES).turn(true);
    assertTrue(poor.problems().getFirst().contains("has 5 to pay them of"), poor.toString());
  }

  @Test
  void aReorganisationIsSurvivedAndNoted() {
    ask("1", "alice", 5 * USDT);
    var engine = engine(TestRail.RULES);
    engine.turn(true);
    rail.node.produce(1);
    engine.turn(false);
    rail.node.reorganise(1, false);
    assertEquals(0, rail.paid(account("alice")));
    engine.turn(false);
    rail.node.settle();
    engine.turn(false);
    assertEquals(PayoutStatus.CONFIRMED, status("1"));
    assertEquals(5 * USDT, rail.paid(account("alice")));
    assertTrue(events("1").contains("reorganised"), events("1").toString());
  }

  @Test
  void aTransferThatExpiredIsSignedAnewAfterADelayAndPaysOnce() {
    ask("1", "alice", 5 * USDT);
    var engine = engine(TestRail.RULES);
    rail.node.inject(Fault.LOST_TRANSACTION);
    engine.turn(true);
    rail.node.produce(300);
    engine.turn(false);
    assertEquals(PayoutStatus.RETRIED, status("1"));
    engine.turn(false);
    assertEquals(PayoutStatus.RETRIED, status("1"), "the delay is not over");
    rail.pass(Duration.ofSeconds(31));
    engine.turn(false);
    rail.node.settle();
    engine.turn(false);
    PayoutView view = payouts.find("1").orElseThrow();
    assertEquals(PayoutStatus.CONFIRMED, view.status());
    assertEquals(2, view.attempt());
    assertEquals(5 * USDT, rail.paid(account("alice")));
  }

  @Test
  void aPaymentThatNeverSucceedsIsGivenUpAndMayBeTriedOnceMore() {
    ask("1", "alice", 5 * USDT);
    var engine = engine(rules(1, MUCH, MUCH, MUCH));
    for (int i = 0; i < 2; i++) {
      rail.node.inject(Fault.LOST_TRANSACTION);
      engine.turn(true);
      rail.node.produce(300);
      engine.turn(false);
      rail.pass(Duration.ofHours(2));
    }
    assertEquals(PayoutStatus.FAILED, status("1"));
    assertEquals("expired before a block took it", payouts.find("1").orElseThrow().reason());
    payouts.retry("1", "olga");
    engine.turn(false);
    rail.node.settle();
    engine.turn(false);
    assertEquals(PayoutStatus.CONFIRMED, status("1"));
    assertEquals(5 * USDT, rail.paid(account("alice")));
  }

  @Test
  void aNodeThatIsAwayOrBusyCostsTimeOnly() {
    ask("1", "alice", USDT);
    ask("2", "bob", USDT);
    var engine = engine(TestRail.RULES);
    rail.node.inject(Fault.LOST_ANSWER, Fault.UNREACHABLE, Fault.BUSY);
    assertEquals(1, engine.turn(true).problems().size());
    for (int i = 0; i < 6; i++) {
      rail.pass(Duration.ofMinutes(1));
      engine.turn(false);
      rail.node.produce(19);
    }
    engine.turn(false);
    assertEquals(PayoutStatus.CONFIRMED, status("1"));
    assertEquals(PayoutStatus.CONFIRMED, status("2"));
    assertEquals(USDT, rail.paid(account("alice")));
    assertEquals(USDT, rail.paid(account("bob")));
  }

  @Test
  void twoEnginesOnOneDatabasePayOnce() {
    for (int i = 0; i < 20; i++) ask("r" + i, "m" + i, USDT);
    var one = engine(TestRail.RULES);
    var other = engine(TestRail.RULES);
    var threads =
        List.of(
            Thread.ofVirtual().start(() -> one.turn(true)),
            Thread.ofVirtual().start(() -> other.turn(true)));
    threads.forEach(PayoutEngineTest::join);
    for (int i = 0; i < 3; i++) {
      rail.node.settle();
      one.turn(true);
      other.turn(true);
    }
    for (int i = 0; i < 20; i++) assertEquals(USDT, rail.paid(account("m" + i)), "m" + i);
    Set<String> transfers =
        payouts.list(PayoutFilter.all(100)).stream()
            .map(each -> each.transfer().orElseThrow())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(20, transfers.size());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theExportHasALineForEachAndNoFormulas() {
    payouts.request(
        List.of(new PayoutRequest("1", "tron", "=cmd(\"x\"),1", account("alice"), USDT)), "test");
    ask("2", "bob", 2 * USDT);
    String csv = PayoutCsv.of(payouts.list(PayoutFilter.all(10)));
    String[] lines = csv.split("\r\n", -1);
    assertEquals(4, lines.length);
    assertTrue(lines[2].startsWith("1,tron,\"'=cmd(\"\"x\"\"),1\",T"), lines[2]);
    assertTrue(lines[1].contains(",2000000,requested,"), lines[1]);
    var mine =
        payouts.list(
            new PayoutFilter(
                Optional.of("tron"),
                Optional.of(PayoutStatus.REQUESTED),
                Optional.of("bob"),
                0,
                5));
    assertEquals(1, mine.size());
  }
}
