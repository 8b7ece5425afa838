package io.pouw.management.payout;

import static io.pouw.management.payout.TestRail.USDT;
import static io.pouw.management.payout.TestRail.account;
import static io.pouw.management.payout.TestRail.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.payout.tron.TronAddress;
import io.pouw.storage.sql.SqlStore;
import io.pouw.storage.sql.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The engine is ended before and after each thing that it does to the store or the network, and
 * begun anew: nobody is paid twice or not at all, as the token's contract says.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PayoutCrashTest {
  private static final int MEMBERS = 3;

  @Parameter TestDatabase database = TestDatabase.H2;
  @TempDir Path folder;

  private static final class Ended extends Error {
    private static final long serialVersionUID = 1;

    Ended(String where) {
      super(where);
    }
  }

  @Test
  void endedAtAnyPointItNeitherLosesNorDoubles() {
    try (SqlStore sql = database.open();
        var rail = new TestRail(folder)) {
      int point = 0;
      boolean whole = false;
      while (!whole) whole = survives(sql, rail, ++point);
      System.out.println(database + ": " + point + " points");
      assertTrue(point > 40, "only " + point + " points were tried");
    }
  }

  /** Whether the run came to its end before the point was reached. */
  private static boolean survives(SqlStore sql, TestRail rail, int point) {
    String name = "tron" + point;
    List<String> members = IntStream.range(0, MEMBERS).mapToObj(i -> name + "-" + i).toList();
    long before = rail.paid(rail.channel.account());
    var payouts = new Payouts(sql, (any, account) -> "", rail);
    for (int i = 0; i < MEMBERS; i++)
      payouts.request(
          List.of(request(name, name + ":" + i, members.get(i), (i + 1) * USDT)), "test");
    boolean ended = false;
    var crash =
        new CrashPoint(
            point,
            where -> {
              throw new Ended(where);
            });
    try {
      run(
          new PayoutEngine(
              name,
              crash.around(new SqlPayouts(sql)),
              crash.around(rail.channel),
              TestRail.RULES,
              rail),
          rail);
    } catch (Ended e) {
      ended = true;
      // Some of what was sent is in a block by the time that somebody starts it again.
      if (point % 2 == 0) rail.node.produce(point % 3);
    }
    run(new PayoutEngine(name, new SqlPayouts(sql), rail.channel, TestRail.RULES, rail), rail);
    for (int i = 0; i < MEMBERS; i++)
      assertEquals((i + 1) * USDT, rail.paid(account(members.get(i))), "point " + point);
    assertEquals(before - 6 * USDT, rail.node.tokens(TronAddress.parse(rail.channel.account())));
    return !ended;
  }

  /** The same turns, whatever they find. */
  private static void run(PayoutEngine engine, TestRail rail) {
    engine.turn(true);
    rail.node.produce(1);
    engine.turn(true);
    rail.node.settle();
    assertEquals(0, engine.turn(true).open());
  }
}
