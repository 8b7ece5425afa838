package io.pouw.security.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditChainTest {
  private static final long NOW = 1_700_000_000_000L;

  private static List<AuditEntry> entries(int count) {
    var entries = new ArrayList<AuditEntry>();
    AuditChain chain = AuditChain.EMPTY;
    for (int i = 0; i < count; i++) {
      var event = new AuditEvent(AuditAction.PEER_BANNED, "node", "pai1example", "ban " + i);
      entries.add(chain.entry(NOW + i, event));
      chain = chain.plus(entries.getLast());
    }
    return entries;
  }

  private static Optional<String> objection(List<AuditEntry> entries) {
    AuditChain chain = AuditChain.EMPTY;
    for (AuditEntry each : entries) {
      Optional<String> objection = chain.objection(each);
      if (objection.isPresent()) return objection;
      chain = chain.plus(each);
    }
    return Optional.empty();
  }

  @Test
  void entriesFollowOneAnotherByTheirHashes() {
    List<AuditEntry> entries = entries(3);
    assertEquals(Optional.empty(), objection(entries));
    assertEquals(Hash.ZERO, entries.getFirst().previous());
    assertEquals(entries.get(1).hash(), entries.get(2).previous());
    assertEquals("peer.banned", entries.getFirst().action());
  }

  @Test
  void aMissingEntryIsNoticedByTheNextOne() {
    List<AuditEntry> entries = entries(3);
    entries.remove(1);
    assertEquals(Optional.of("sequence 2, expected 1"), objection(entries));
    assertThrows(
        IllegalArgumentException.class,
        () -> AuditChain.EMPTY.plus(entries.getFirst()).plus(entries.getLast()));
  }

  @Test
  void aChangedEntryIsNoticedByTheNextOne() {
    List<AuditEntry> entries = entries(3);
    AuditEntry old = entries.get(1);
    AuditEntry changed =
        new AuditEntry(1, old.previous(), NOW, old.action(), old.actor(), old.subject(), "pardon");
    entries.set(1, changed);
    String why = objection(entries).orElseThrow();
    assertTrue(why.contains("sequence 2 follows an entry of hash " + old.hash()), why);
    assertTrue(why.endsWith("expected " + changed.hash()), why);
  }

  @Test
  void aChainWhoseBeginningIsNotKeptGoesOnFromAnyEntry() {
    AuditEntry third = entries(3).getLast();
    AuditChain before = AuditChain.before(third);
    assertEquals(2, before.next());
    assertEquals(new AuditChain(3, third.hash()), before.plus(third));
  }

  @Test
  void aClockOutOfRangeIsBroughtIntoIt() {
    var event = new AuditEvent(AuditAction.NODE_START, "node", "", "");
    assertEquals(0, AuditChain.EMPTY.entry(-5, event).timestampMs());
    assertEquals(
        AuditEntry.MAX_TIMESTAMP_MS, AuditChain.EMPTY.entry(Long.MAX_VALUE, event).timestampMs());
  }
}
