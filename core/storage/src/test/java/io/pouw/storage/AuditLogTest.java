package io.pouw.storage;

import static io.pouw.storage.Samples.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pouw.primitives.Hash;
import io.pouw.security.audit.AuditAction;
import io.pouw.security.audit.AuditChain;
import io.pouw.security.audit.AuditEntry;
import io.pouw.security.audit.AuditEvent;
import io.pouw.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_250L));

  /** Three or four entries a file, and three files. */
  private static final AuditLog.Limits SMALL = new AuditLog.Limits(1_300, 3);

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void name() {
    folder = temporary.resolve("audit");
  }

  private AuditLog open() {
    return AuditLog.open(folder, CLOCK);
  }

  private static AuditEvent event(String outcome) {
    return new AuditEvent(AuditAction.PEER_BANNED, "node", "pai1example", outcome);
  }

  /** A closed log of so many entries. */
  private AuditChain written(int count) {
    try (AuditLog log = open()) {
      for (int i = 0; i < count; i++) log.append(List.of(event("ban " + i)));
      return log.chain();
    }
  }

  private Path onlyFile() {
    return folder.resolve("000000000000.jsonl");
  }

  private AuditScan scan() {
    return AuditScan.of(folder, entry -> {});
  }

  private String damage() {
    return scan().damage().orElseThrow();
  }

  @Test
  void entriesAreLinesThatPeopleAndProgramsCanRead() throws IOException {
    written(1);
    String line = Files.readString(onlyFile());
    assertTrue(
        line.startsWith(
            "{\"sequence\":0,\"time\":\"2023-11-14T22:13:20.250Z\",\"action\":\"peer.banned\",\"actor\":\"node\",\"subject\":\"pai1example\",\"outcome\":\"ban 0\",\"previous\":\"0000"),
        line);
    assertTrue(line.endsWith("\"}\n"), line);
  }

  @Test
  void theChainGoesOnAfterAStart() {
    AuditChain before = written(3);
    assertEquals(3, before.next());
    try (AuditLog log = open()) {
      assertEquals(before, log.chain());
      AuditEntry next = log.append(List.of(event("a"), event("b"))).getFirst();
      assertEquals(before.head(), next.previous());
      assertEquals(List.of("ban 2", "a", "b"), outcomes(log.read(2, 10)));
      assertEquals(List.of("ban 1", "ban 2"), outcomes(log.read(1, 2)));
      assertEquals(List.of(), log.read(5, 10));
    }
    assertEquals(5, scan().chain().next());
  }

  private static List<String> outcomes(List<AuditEntry> entries) {
    return entries.stream().map(AuditEntry::outcome).toList();
  }

  @Test
  void aLogThatThereIsNotIsEmptyAndWhole() {
    assertTrue(scan().isWhole());
    assertEquals(AuditChain.EMPTY, scan().chain());
    assertFalse(Files.exists(folder));
  }

  @Test
  void textsOfStrangersDoNotBreakTheFormat() {
    String text =
        "\"}\\\n{\"sequence\":9} \u001b[2J \ud83d \ud83d\ude80 \u202e" + "x".repeat(1 << 20);
    try (AuditLog log = open()) {
      log.append(List.of(new AuditEvent(AuditAction.API_REFUSED, text, text, text)));
      log.append(List.of(event("\\\" \\\\ \\")));
      assertEquals("\\\" \\\\ \\", log.read(1, 1).getFirst().outcome());
    }
    AuditScan found = scan();
    assertTrue(found.isWhole(), () -> found.damage().orElseThrow());
    assertEquals(2, found.chain().next());
  }

  @Test
  void theLongestEntryFitsALine() {
    String widest = "\uffee".repeat(600);
    String quotes = "\"".repeat(600);
    for (String text : List.of(widest, quotes)) {
      var event = new AuditEvent(AuditAction.API_REFUSED, text, text, text);
      AuditEntry entry = AuditChain.EMPTY.entry(AuditEntry.MAX_TIMESTAMP_MS, event);
      byte[] line = AuditLine.bytes(entry);
      assertTrue(line.length <= AuditLine.MAX_BYTES, line.length + " bytes");
      assertEquals(entry, AuditLine.parse(Arrays.copyOf(line, line.length - 1)));
    }
  }

  @Test
  void whereverTheLastLineIsTornItIsCutOffAndTheLogGoesOn() throws IOException {
    written(3);
    byte[] whole = Files.readAllBytes(onlyFile());
    List<String> lines = Files.readAllLines(onlyFile());
    int lastBegins = whole.length - lines.getLast().length() - 1;
    for (int end = lastBegins + 1; end < whole.length; end += 7) {
      Files.write(onlyFile(), Arrays.copyOf(whole, end));
      AuditScan torn = scan();
      assertTrue(torn.isWhole());
      assertEquals(end - lastBegins, torn.tornBytes());
      try (AuditLog log = open()) {
        AuditEntry cut = log.read(2, 1).getFirst();
        assertEquals("audit.cut", cut.action());
        assertTrue(cut.outcome().contains(end - lastBegins + " bytes are cut off"), cut.outcome());
        log.append(List.of(event("on")));
      }
      assertEquals(4, scan().chain().next());
      assertEquals(0, scan().tornBytes());
      assertEquals(lines.subList(0, 2), Files.readAllLines(onlyFile()).subList(0, 2));
    }
  }

  @Test
  void aChangedEntryIsFoundWithItsFileLineAndSequence() throws IOException {
    written(3);
    String text = Files.readString(onlyFile());
    Files.writeString(onlyFile(), text.replace("ban 1", "ban 7"));
    assertTrue(
        damage().startsWith(onlyFile() + ", line 2: sequence 1 was changed: it says that its hash"),
        damage());
    assertEquals(1, scan().chain().next());
  }

  @Test
  void anEntryThatWasRewrittenWithItsHashIsFoundByTheNextOne() throws IOException {
    written(3);
    List<String> lines = new ArrayList<>(Files.readAllLines(onlyFile()));
    AuditEntry old = AuditLine.parse(lines.get(1).getBytes(StandardCharsets.UTF_8));
    var forged =
        new AuditEntry(
            1, old.previous(), old.timestampMs(), old.action(), old.actor(), "x", "pardon");
    lines.set(1, AuditLine.of(forged));
    Files.write(onlyFile(), lines);
    assertTrue(
        damage()
            .endsWith(
                "line 3: sequence 2 follows an entry of hash %s, expected %s"
                    .formatted(old.hash(), forged.hash())),
        damage());
  }

  @Test
  void aMissingEntryIsFound() throws IOException {
    written(4);
    List<String> lines = new ArrayList<>(Files.readAllLines(onlyFile()));
    lines.remove(1);
    Files.write(onlyFile(), lines);
    assertTrue(damage().endsWith("line 2: sequence 2, expected 1"), damage());
    lines.removeFirst();
    Files.write(onlyFile(), lines);
    assertTrue(damage().endsWith("line 1: sequence 2, expected 0, as the file's name says"));
  }

  @Test
  void aLineThatIsNoEntryIsFound() throws IOException {
    written(1);
    for (String line : List.of("", "{}", "x".repeat(5_000), "{\"sequence\":1}")) {
      Files.writeString(onlyFile(), line + "\n", StandardOpenOption.APPEND);
      assertTrue(damage().contains("line 2: is "), damage());
      assertEquals(1, scan().chain().next());
      Files.writeString(onlyFile(), Files.readAllLines(onlyFile()).getFirst() + "\n");
    }
  }

  @Test
  void anyByteThatIsChangedIsFound() throws IOException {
    written(2);
    byte[] whole = Files.readAllBytes(onlyFile());
    for (int at = 0; at < whole.length - 1; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) (1 << at % 8);
      Files.write(onlyFile(), changed);
      AuditScan found = scan();
      assertFalse(found.isWhole(), "byte " + at + " of " + whole.length);
    }
  }

  @Test
  void aDamagedLogIsPutAsideAsItIsAndAnotherBeginsByItsDamage() throws IOException {
    written(3);
    String damaged = Files.readString(onlyFile()).replace("ban 1", "ban 7");
    Files.writeString(onlyFile(), damaged);
    try (AuditLog log = open()) {
      AuditEntry first = log.read(0, 1).getFirst();
      assertEquals("audit.damaged", first.action());
      assertEquals("audit.damaged-1", first.subject());
      assertTrue(first.outcome().startsWith("whole before sequence 1, head "), first.outcome());
      assertTrue(first.outcome().contains("line 2: sequence 1 was changed"), first.outcome());
      assertEquals(1, log.chain().next());
    }
    Path aside = temporary.resolve("audit.damaged-1").resolve("000000000000.jsonl");
    assertEquals(damaged, Files.readString(aside));
    for (int time = 0; time < 10; time++) {
      Files.writeString(onlyFile(), "no entry\n");
      open().close();
    }
    try (var all = Files.list(temporary)) {
      assertEquals(9, all.count(), "eight put aside and the log");
    }
    assertEquals(damaged, Files.readString(aside));
  }

  @Test
  void theChainGoesOnAcrossFilesAndTheOldestAreRemoved() throws IOException {
    var heads = new ArrayList<Hash>();
    for (int start = 0; start < 5; start++) {
      try (AuditLog log = AuditLog.open(folder, SMALL, CLOCK)) {
        for (int i = 0; i < 4; i++) {
          log.append(List.of(event("ban"), event("ban")));
          heads.add(log.chain().head());
        }
      }
    }
    var files = AuditFile.list(folder);
    assertEquals(3, files.size());
    for (Path each : files.values()) assertTrue(Files.size(each) <= 1_300, each + " is too large");
    AuditScan found = AuditScan.of(folder, SMALL, entry -> {});
    assertTrue(found.isWhole(), () -> found.damage().orElseThrow());
    assertEquals(40, found.chain().next());
    assertEquals(heads.getLast(), found.chain().head());
    assertEquals(files.firstKey(), found.first());
    try (AuditLog log = AuditLog.open(folder, SMALL, CLOCK)) {
      assertEquals(found.first(), log.first());
      assertEquals(found.first(), log.read(0, 1).getFirst().sequence());
      assertEquals(40 - found.first(), log.read(0, 1_000).size());
      assertEquals(39, log.read(39, 5).getFirst().sequence());
    }
  }

  @Test
  void aMissingFileIsFoundTheOldestToo() throws IOException {
    try (AuditLog log = AuditLog.open(folder, SMALL, CLOCK)) {
      for (int i = 0; i < 40; i++) log.append(List.of(event("ban " + i)));
    }
    List<Path> files = List.copyOf(AuditFile.list(folder).values());
    byte[] oldest = Files.readAllBytes(files.getFirst());
    Files.delete(files.getFirst());
    String why = AuditScan.of(folder, SMALL, entry -> {}).damage().orElseThrow();
    assertTrue(why.endsWith("expected 0: files are missing"), why);
    Files.write(files.getFirst(), oldest);
    Files.delete(files.get(1));
    why = AuditScan.of(folder, SMALL, entry -> {}).damage().orElseThrow();
    assertTrue(why.contains("expected"), why);
  }

  @Test
  void aFileThatWasBegunAndIsStillEmptyIsNoDamage() throws IOException {
    AuditChain chain = written(3);
    Path next = folder.resolve("000000000003.jsonl");
    Files.createFile(next);
    try (AuditLog log = open()) {
      assertEquals(chain, log.chain());
      log.append(List.of(event("on")));
    }
    assertEquals(1, Files.readAllLines(next).size());
    assertTrue(scan().isWhole());
    Files.writeString(folder.resolve("000000000009.jsonl"), "");
    assertTrue(damage().endsWith("is named after sequence 9, expected 4"), damage());
  }

  @Test
  void aClosedLogTakesNothing() {
    AuditLog log = open();
    log.close();
    assertFails(Reason.CLOSED, () -> log.append(List.of(event("late"))));
  }

  @Test
  void aFullDiskIsSaidOnceAndWhatWasAcknowledgedStaysWhole() throws IOException {
    Path small = Files.createDirectories(temporary.resolve("small"));
    var mounted = SmallDisk.mount(small, 1);
    assumeTrue(mounted.isPresent(), "only a user who may mount a small disk can fill one");
    folder = small.resolve("audit");
    try (SmallDisk _ = mounted.orElseThrow();
        AuditLog log = open()) {
      long acknowledged = 0;
      StorageException first = null;
      String text = "x".repeat(500);
      while (first == null) {
        try {
          log.append(List.of(event(text), event(text), event(text)));
          acknowledged += 3;
        } catch (StorageException e) {
          first = e;
        }
      }
      assertEquals(Reason.FULL, first.reason(), first.getMessage());
      assertTrue(String.valueOf(first.getMessage()).contains(folder + " cannot be written"));
      assertEquals(
          first, assertThrows(StorageException.class, () -> log.append(List.of(event("more")))));
      AuditScan found = scan();
      assertTrue(found.isWhole() && found.tornBytes() == 0, found::toString);
      assertEquals(acknowledged, found.chain().next());
      assertEquals(acknowledged, log.read(0, 10_000).size());
    }
  }
}
