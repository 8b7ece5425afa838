package io.pouw.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class AuditTrailTest {
  private final AuditTrail trail = new AuditTrail(3);

  private void append(String outcome) {
    trail.append(1_700_000_000_000L, "node", "peer.ban", "pai1example", outcome);
  }

  @Test
  void theNewestEntriesAreKeptAndTheChainGoesOn() {
    for (int i = 0; i < 5; i++) append("ban " + i);
    assertEquals(3, trail.entries().size());
    assertEquals(2, trail.entries().getFirst().sequence());
    assertTrue(AuditTrail.isUnbroken(trail.entries(), trail.head()));
  }

  @Test
  void aChangedOrMissingEntryBreaksTheChain() {
    for (int i = 0; i < 3; i++) append("ban " + i);
    var missing = new ArrayList<>(trail.entries());
    missing.remove(1);
    assertFalse(AuditTrail.isUnbroken(missing, trail.head()));
    var changed = new ArrayList<>(trail.entries());
    AuditEntry last = changed.getLast();
    changed.set(
        2,
        new AuditEntry(
            last.sequence(),
            last.previous(),
            last.timestampMs(),
            last.actor(),
            last.action(),
            last.subject(),
            "pardoned"));
    assertFalse(AuditTrail.isUnbroken(changed, trail.head()));
  }
}
