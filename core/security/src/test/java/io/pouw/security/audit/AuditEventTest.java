package io.pouw.security.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Hash;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AuditEventTest {
  private static String subject(String text) {
    return new AuditEvent(AuditAction.API_CHANGE, "", text, "").subject();
  }

  @Test
  void whatATerminalWouldObeyIsReplaced() {
    assertEquals("a\ufffdb", subject("a\nb"));
    assertEquals("\ufffd[31mred", subject("\u001b[31mred"));
    assertEquals("\ufffdback\ufffdwards", subject("\u202eback\u2028wards"));
    assertEquals("\ufffd", subject("\u0085"));
    assertEquals(
        "plain \"text\" \\ \u00e9 \ud83d\ude80", subject("plain \"text\" \\ \u00e9 \ud83d\ude80"));
  }

  @Test
  void halfOfASurrogatePairIsReplaced() {
    assertEquals("a\ufffdb", subject("a\ud83db"));
    assertEquals("\ufffd", subject("\ude80"));
  }

  @Test
  void whatIsTooLongIsCutAndSaysSo() {
    String exact = "x".repeat(AuditEntry.MAX_SUBJECT);
    assertEquals(exact, subject(exact));
    String cut = subject(exact + "y");
    assertEquals(AuditEntry.MAX_SUBJECT, cut.length());
    assertTrue(cut.endsWith("x\u2026"), cut);
    assertEquals(AuditEntry.MAX_SUBJECT, subject("z".repeat(1 << 20)).length());
  }

  @Test
  void aCutNeverLeavesHalfOfAPair() {
    for (int before = 250; before < 258; before++) {
      String text = subject("x".repeat(before) + "\ud83d\ude80".repeat(10));
      assertTrue(AuditText.isPlain(text, AuditEntry.MAX_SUBJECT), text);
    }
  }

  @Test
  void anyTextBecomesOneThatAnEntryTakes() {
    long seed = 20261122;
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      var text = new StringBuilder();
      int length = random.nextInt(600);
      for (int j = 0; j < length; j++)
        text.append((char) (random.nextBoolean() ? random.nextInt(0x10000) : random.nextInt(160)));
      var event =
          new AuditEvent(
              AuditAction.API_REFUSED, text.toString(), text.toString(), text.toString());
      AuditEntry entry = AuditChain.EMPTY.entry(0, event);
      assertEquals(Hash.BYTES, entry.hash().toBytes().length, "seed " + seed + ", case " + i);
    }
  }

  @Test
  void anEntryTakesNoTextThatAnEventWouldNotHave() {
    assertThrows(IllegalArgumentException.class, () -> entry("two\nlines"));
    assertThrows(IllegalArgumentException.class, () -> entry("\ud83d"));
    assertThrows(IllegalArgumentException.class, () -> entry("x".repeat(513)));
    assertFalse(entry("one line").outcome().isEmpty());
  }

  private static AuditEntry entry(String outcome) {
    return new AuditEntry(0, Hash.ZERO, 0, "node.start", "", "", outcome);
  }
}
