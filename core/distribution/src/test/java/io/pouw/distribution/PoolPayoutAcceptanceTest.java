package io.pouw.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code pouw demo --pool}: a task is done by miners who are members of a pool; their settled work
 * is divided and paid on an emulated TRON, and every step is asked of the operator's node over
 * HTTP.
 */
class PoolPayoutAcceptanceTest {
  @TempDir private Path folder = Path.of(".");

  @Test
  void everyMemberHasOnTheTokensContractWhatItIsOwed() throws Exception {
    new Pouw(folder)
        .run("demo", "--pool", "--dataset", "digits", "--report", "r.json")
        .exitsWith(0)
        .isQuiet()
        .says("all paid");
    Report report = Report.read(folder.resolve("r.json"));
    assertTrue(report.at("pool.paid").asBoolean(), report::toString);
    assertEquals("USDT", report.text("pool.currency"));
    assertTrue(report.at("pool.recomputed").asBoolean(), report::toString);
    assertEquals(4, report.at("pool.exported").asInt());
    assertEquals(4, report.list("pool.payments").size());
    for (JsonNode each : report.list("pool.payments")) {
      assertEquals(each.path("owed"), each.path("balance"), each::toPrettyString);
      assertTrue(each.path("units").asLong() > 0, each::toPrettyString);
      assertEquals("confirmed", each.path("status").asText());
      assertTrue(each.path("transfer").asText().matches("[0-9a-f]{64}"), each::toPrettyString);
    }
  }
}
