package io.pouw.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pouw demo --pool}: members of a pool are paid on an emulated TRON. */
class PoolPayoutAcceptanceTest {
  @TempDir private Path folder = Path.of(".");

  @Test
  void everyMemberHasOnTheTokensContractWhatItIsOwed() throws Exception {
    new Pouw(folder).brief()
        .run("demo", "--pool", "--dataset", "digits", "--report", "r.json")
        .exitsWith(0)
        .isQuiet()
        .says("all paid");
    Report report = Report.read(folder.resolve("r.json"));
    assertTrue(report.at("pool.paid").asBoolean(), report::toString);
    assertEquals("USDT", report.text("pool.currency"));
    assertEquals(4, report.list("pool.payments").size());
    for (JsonNode each : report.list("pool.payments")) {
      assertEquals(each.path("owed"), each.path("balance"), each::toPrettyString);
      assertTrue(each.path("transfer").asText().matches("[0-9a-f]{64}"), each::toPrettyString);
    }
  }
}
