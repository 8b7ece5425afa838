package io.pouw.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pouw.primitives.Hash;
import io.pouw.security.audit.AuditAction;
import io.pouw.security.audit.AuditEvent;
import io.pouw.storage.AuditLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pouw node audit} on the log of four entries. */
class AuditCommandTest {
  @TempDir Path data;
  private final List<Hash> heads = new ArrayList<>();
  private Path file;

  @BeforeEach
  void write() {
    try (AuditLog log = AuditLog.open(data.resolve("audit"), InstantSource.system())) {
      for (int i = 0; i < 4; i++) {
        var event = new AuditEvent(AuditAction.PEER_BANNED, "node", "pai1peer", "ban " + i);
        heads.add(log.append(List.of(event)).getFirst().hash());
      }
    }
    file = data.resolve("audit").resolve("000000000000.jsonl");
  }

  private Outcome audit(String... options) {
    var arguments = new ArrayList<>(List.of("node", "audit", "--data", data.toString()));
    arguments.addAll(Arrays.asList(options));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  @Test
  void theEntriesAreShownAndTheChainIsChecked() {
    Outcome outcome = audit();
    assertEquals(0, outcome.exit(), outcome.err());
    List<String> lines = outcome.out().lines().toList();
    assertEquals(5, lines.size(), outcome.out());
    assertTrue(lines.get(2).contains("peer.banned"), lines.get(2));
    assertTrue(lines.get(2).endsWith("node | pai1peer | ban 2"), lines.get(2));
    assertEquals("Whole from sequence 0 up to 3, head " + heads.getLast(), lines.getLast());
  }

  @Test
  void onlyTheLastAreShownButAllAreChecked() throws Exception {
    assertEquals(3, audit("--last", "2").out().lines().count());
    assertEquals(1, audit("--last", "0").out().lines().count());
    assertEquals(2, audit("--last", "-1").exit());
    Files.writeString(file, Files.readString(file).replace("ban 1", "ban 9"));
    assertEquals(1, audit("--last", "1").exit());
  }

  @Test
  void withJsonEachEntryAndTheVerdictAreALine() throws Exception {
    List<String> lines = audit("--json", "--last", "3").out().lines().toList();
    assertEquals(4, lines.size());
    JsonNode entry = new ObjectMapper().readTree(lines.getFirst());
    assertEquals(1, entry.path("sequence").asInt());
    assertEquals("ban 1", entry.path("outcome").asText());
    JsonNode verdict = new ObjectMapper().readTree(lines.getLast());
    assertTrue(verdict.path("whole").asBoolean());
    assertEquals(4, verdict.path("count").asInt());
    assertEquals(heads.getLast().toString(), verdict.path("head").asText());
  }

  @Test
  void aChangedEntryIsSaidAndTheExitCodeIsOne() throws Exception {
    Files.writeString(file, Files.readString(file).replace("ban 2", "ban 9"));
    Outcome outcome = audit();
    assertEquals(1, outcome.exit());
    assertTrue(
        outcome.out().contains("Whole from sequence 0 up to 1, head " + heads.get(1)),
        outcome.out());
    assertTrue(outcome.err().contains(file + ", line 3: sequence 2 was changed"), outcome.err());
    JsonNode verdict =
        new ObjectMapper().readTree(audit("--json").out().lines().toList().getLast());
    assertFalse(verdict.path("whole").asBoolean());
    assertTrue(verdict.path("damage").asText().contains("line 3"));
  }

  @Test
  void everyEarlierHeadIsFoundAndAnotherIsNot() {
    for (Hash each : heads) {
      Outcome outcome = audit("--head", each.toString());
      assertEquals(0, outcome.exit(), outcome.err());
      assertTrue(outcome.out().contains("That head is "), outcome.out());
    }
    Outcome other = audit("--head", Hash.sha256(new byte[0]).toString());
    assertEquals(1, other.exit());
    assertTrue(other.err().contains("no entry that is kept has the hash"), other.err());
    assertEquals(2, audit("--head", "abc").exit());
  }

  @Test
  void aLogWhoseEndWasCutOffIsWholeButDoesNotHaveTheHeadThatWasNoted() throws Exception {
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 2));
    assertEquals(0, audit().exit());
    assertEquals(1, audit("--head", heads.getLast().toString()).exit());
  }

  @Test
  void anUnfinishedLineIsSaidAndLeftAsItIs() throws Exception {
    Files.writeString(file, "{\"sequence\":4,", StandardOpenOption.APPEND);
    long size = Files.size(file);
    Outcome outcome = audit();
    assertEquals(0, outcome.exit());
    assertTrue(outcome.out().contains("not finished (14 bytes)"), outcome.out());
    assertEquals(size, Files.size(file));
  }

  @Test
  void aFolderWithoutALogIsSaid() {
    data = data.resolve("nowhere");
    Outcome outcome = audit();
    assertEquals(2, outcome.exit());
    assertTrue(outcome.err().contains("there is no data folder"), outcome.err());
    assertFalse(outcome.err().contains("\tat "), outcome.err());
  }
}
