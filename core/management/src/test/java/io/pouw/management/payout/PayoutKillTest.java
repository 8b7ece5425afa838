package io.pouw.management.payout;

import static io.pouw.management.payout.TestRail.USDT;
import static io.pouw.management.payout.TestRail.account;
import static io.pouw.management.payout.TestRail.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.storage.sql.SqlSettings;
import io.pouw.storage.sql.SqlStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same as {@link PayoutCrashTest} with processes that are really killed, one after the other.
 */
class PayoutKillTest {
  private static final long LIMIT_SECONDS = 60;
  private static final List<Integer> POINTS = List.of(14, 10, 8, 15, 0);

  @TempDir Path folder;

  @Test
  void processesThatAreKilledInTheMiddlePayEachMemberOnce() throws Exception {
    try (var rail = new TestRail(folder)) {
      try (SqlStore sql = SqlStore.open(SqlSettings.embedded(folder))) {
        var payouts = new Payouts(sql, (any, account) -> "", rail);
        for (int i = 0; i < 5; i++)
          payouts.request(List.of(request("tron", "r" + i, "m" + i, (i + 1) * USDT)), "test");
      }
      rail.node.tick(20);
      for (int point : POINTS) assertEquals(expected(point), pay(rail, point), "point " + point);
      for (int i = 0; i < 5; i++)
        assertEquals((i + 1) * USDT, rail.paid(account("m" + i)), "m" + i);
    }
  }

  private static int expected(int point) {
    return point == 0 ? 0 : KilledProcess.KILLED;
  }

  private int pay(TestRail rail, int point) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledProcess.class.getName(),
                folder.toString(),
                rail.node.url(),
                rail.node.token().toString(),
                Integer.toString(point))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("process.log").toFile())
            .start();
    assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "the process hangs");
    System.out.print(Files.readString(folder.resolve("process.log")));
    return process.exitValue();
  }
}
