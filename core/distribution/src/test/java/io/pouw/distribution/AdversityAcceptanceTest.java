package io.pouw.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever miners do, the model is that of an honest training. */
class AdversityAcceptanceTest {
  @TempDir Path folder;

  private Report demo(String task, String... more) throws Exception {
    var arguments = new java.util.ArrayList<>(java.util.List.of("demo", "--task", task));
    arguments.addAll(java.util.List.of("--report", "r.json", "--model-out", "m.pouw"));
    arguments.addAll(java.util.List.of(more));
    var pouw = new Pouw(folder);
    pouw.run(arguments.toArray(String[]::new)).exitsWith(0).says("SETTLED");
    pouw.run("verify", "--replay", "m.pouw")
        .exitsWith(0)
        .says("every byte is that of an honest training");
    return Report.read(folder.resolve("r.json"));
  }

  private static void assertConserved(Report report) {
    assertEquals(
        0,
        report
            .number("supply_before")
            .add(report.number("minted"))
            .subtract(report.number("burned"))
            .compareTo(report.number("supply_after")),
        report::toString);
  }

  /** With updates of a twentieth of the changes, whose units hang together. */
  @Test
  void aCheaterIsCaughtAndNobodyElseIsSlashed() throws Exception {
    Report report = demo("digits-topk", "--cheaters", "1");
    assertTrue(report.number("updates.bytes_per_update").intValue() < 1_600, report::toString);
    assertEquals(1, report.list("convictions").size(), report::toString);
    JsonNode conviction = report.list("convictions").getFirst();
    assertTrue(report.whole("units.rejected") > 0, report::toString);
    for (JsonNode account : report.accounts()) {
      boolean cheater = account.path("name").asText().equals("miner-1");
      assertEquals(cheater, account.path("slashed").decimalValue().signum() > 0, account::toString);
      if (cheater) assertEquals(account.path("address"), conviction.path("offender"));
    }
    assertEquals("miner", conviction.path("role").asText());
    for (String field : java.util.List.of("round", "slot", "block", "checkpoint"))
      assertTrue(conviction.path(field).isIntegralNumber(), conviction::toString);
    assertTrue(conviction.path("attestations").size() >= 2, conviction::toString);
    assertTrue(report.number("test_accuracy").doubleValue() >= 0.9, report::toString);
    assertConserved(report);
  }

  /** With a robust rule whose root data the client commits to. */
  @Test
  void aMinerThatDiesInTheMiddleIsReplacedAndNobodyIsSlashed() throws Exception {
    Report report = demo("digits-fltrust", "--kill-miner", "6");
    assertEquals(0, report.list("convictions").size(), report::toString);
    for (JsonNode account : report.accounts())
      assertEquals(0, account.path("slashed").decimalValue().signum(), account::toString);
    assertEquals(32, report.whole("rounds"));
    assertTrue(report.number("test_accuracy").doubleValue() >= 0.85, report::toString);
    assertConserved(report);
  }
}
