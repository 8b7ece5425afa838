package io.pouw.management.payout;

import io.pouw.storage.sql.SqlSettings;
import io.pouw.storage.sql.SqlStore;
import java.nio.file.Path;
import java.time.InstantSource;

/** A process that pays, and is killed by itself at a point, as if the power were gone. */
final class KilledProcess {
  static final int KILLED = 137;
  private static final int TURNS = 5_000;

  /** Seconds of block time, which passes quickly here. */
  private static final String LIFETIME = "80000";

  private KilledProcess() {}

  /** Arguments: folder, URL of the node, token, point at which to die or 0. */
  public static void main(String... arguments) {
    Path folder = Path.of(arguments[0]);
    var crash =
        new CrashPoint(
            Integer.parseInt(arguments[3]),
            where -> {
              System.out.println("killed " + where);
              Runtime.getRuntime().halt(KILLED);
            });
    try (SqlStore sql = SqlStore.open(SqlSettings.embedded(folder));
        var channel =
            TestRail.open(TestRail.settings(folder, arguments[1], arguments[2], LIFETIME))) {
      var engine =
          new PayoutEngine(
              "tron",
              crash.around(new SqlPayouts(sql)),
              crash.around(channel),
              TestRail.RULES,
              InstantSource.system());
      var turn = engine.turn(true);
      for (int i = 0; turn.open() > 0 && i < TURNS; i++) turn = engine.turn(true);
      if (turn.open() > 0)
        throw new IllegalStateException(
            "not paid: "
                + turn
                + "\n"
                + PayoutCsv.of(new SqlPayouts(sql).list(PayoutFilter.all(9))));
    }
  }
}
