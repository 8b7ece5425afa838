package io.pouw.node.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.learning.federated.TrialSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is finished of the table of robust aggregation, and how it is shown. */
class TrialLogTest {
  private static final FederatedCell CELL =
      new FederatedCell(FederatedCell.SORTED, "centred_clipping", "ipm");

  @TempDir private Path folder;

  private static ObjectNode node() {
    return new ObjectMapper().createObjectNode();
  }

  private TrialLog open(int workers) throws IOException {
    return TrialLog.open(Optional.of(folder.resolve("table.json")), node().put("workers", workers));
  }

  @Test
  void aSecondStartFindsWhatTheFirstFinished() throws IOException {
    assertEquals(Optional.empty(), open(25).find(CELL));
    open(25).add(CELL, node().put("accuracy_percent", 95.29));
    var found = open(25).find(CELL).orElseThrow();
    assertEquals(95.29, found.path("accuracy_percent").asDouble());
    assertEquals(
        Optional.empty(),
        open(25).find(new FederatedCell(FederatedCell.ALIKE, "centred_clipping", "ipm")));
  }

  @Test
  void cellsOfAnotherSettingAreRefused() throws IOException {
    open(25).add(CELL, node().put("accuracy_percent", 95.29));
    var refusal = assertThrows(IllegalArgumentException.class, () -> open(24));
    assertTrue(refusal.toString().contains("not of {\"workers\":24}"), refusal::toString);
  }

  @Test
  void aFileThatIsNoTableIsRefused() throws IOException {
    Files.writeString(folder.resolve("table.json"), "[]");
    assertThrows(IllegalArgumentException.class, () -> open(25));
  }

  @Test
  void whatIsPublishedComesFirstAndStandsBesideOurs() throws IOException {
    var plan = new FederatedPlan(TrialSettings.PAPER);
    List<FederatedCell> first = plan.cells().subList(0, 6);
    assertTrue(
        first.stream()
            .allMatch(
                cell -> cell.data().equals("sorted") && cell.rule().equals("centred_clipping")),
        first::toString);
    TrialLog log = open(25);
    double accuracy = 94;
    for (FederatedCell cell : first) log.add(cell, node().put("accuracy_percent", accuracy++));
    List<String> lines = new FederatedTable(plan, log, true).lines(FederatedCell.SORTED);
    assertEquals(3, lines.size());
    assertEquals(
        "| centred_clipping | 94.0 | 95.0 | 96.0 | 97.0 | 98.0 | 99.0 |  |  |  |  |  |"
            + " 95.0 to 99.0 | 97.7 to 98.1 |",
        lines.getLast());
    assertEquals(List.of(), new FederatedTable(plan, log, true).lines(FederatedCell.ALIKE));
  }
}
