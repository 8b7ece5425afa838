package io.pouw.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Ten workers with private data, three of them poisoned, once. */
@TestInstance(Lifecycle.PER_CLASS)
class FederatedAcceptanceTest {
  private Pouw pouw;
  private Path model;
  private Pouw.Run run;
  private Report report;

  @BeforeAll
  void runTheDemo(@TempDir Path folder) throws Exception {
    pouw = new Pouw(folder);
    model = folder.resolve("f.pouw");
    run = pouw.run("demo", "--federated", "--report", "f.json", "--model-out", "f.pouw");
    run.exitsWith(0).isQuiet().says("SETTLED");
    report = Report.read(folder.resolve("f.json"));
  }

  @Test
  void theModelSurvivesThePoison() {
    assertEquals("federated", report.text("regime"));
    assertTrue(report.number("test_accuracy").doubleValue() >= 0.85, report::toString);
  }

  @Test
  void theAlertsNameThePoisonedWorkersAndNobodyElse() {
    assertEquals(1, report.number("federated.precision").doubleValue(), report::toString);
    assertEquals(1, report.number("federated.recall").doubleValue(), report::toString);
    List<JsonNode> named =
        report.list("federated.workers").stream()
            .filter(worker -> worker.path("named").asBoolean())
            .toList();
    assertEquals(3, named.size(), report::toString);
    for (JsonNode worker : named) run.says(worker.path("address").asText());
  }

  @Test
  void everyWorkerHasAReputationAndThoseOfThePoisonedAreTheLowest() {
    double best = 0;
    double worst = 1;
    for (JsonNode worker : report.list("federated.workers")) {
      double reputation = worker.path("reputation").asDouble();
      if (worker.path("poisoned").asBoolean()) best = Math.max(best, reputation);
      else worst = Math.min(worst, reputation);
    }
    assertTrue(best < worst, report::toString);
  }

  @Test
  void nothingIsMintedNobodyIsSlashedAndTheMoneyIsConserved() {
    assertEquals(0, report.number("minted").signum());
    assertEquals(0, report.whole("units.drawn"));
    assertTrue(report.at("supply_conserved").asBoolean(), report::toString);
    assertTrue(report.list("convictions").isEmpty(), report::toString);
    for (JsonNode account : report.accounts())
      assertEquals(0, account.path("slashed").decimalValue().signum(), account::toString);
  }

  @Test
  void itsFileProvesWhereItComesFromAndClaimsNoReplay() throws Exception {
    pouw.run("verify", model.toString()).exitsWith(0).isQuiet().says("regime federated");
    pouw.run("verify", "--replay", model.toString()).exitsWith(2).isQuiet().says("is federated");
  }
}
