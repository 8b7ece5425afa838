package io.pouw.storage;

import io.pouw.primitives.Hash;
import io.pouw.security.audit.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry as a line of the audit log: JSON with its fields always in the same order, so that an
 * entry has one line and people and programs can read it.
 *
 * <pre>{"sequence":4,"time":"2026-01-31T12:00:00.250Z","action":"peer.banned","actor":"pai1...",
 * "subject":"...","outcome":"...","previous":"64 digits","hash":"64 digits"}</pre>
 */
public final class AuditLine {
  /** Over what the longest texts need, in UTF-8 and with every quote escaped. */
  static final int MAX_BYTES = 4_096;

  private static final String TEXT = "\"([^\"\\\\]*+(?:\\\\[\"\\\\][^\"\\\\]*+)*+)\"";
  private static final String HASH = "\"([0-9a-f]{64})\"";
  private static final Pattern LINE =
      Pattern.compile(
          "\\{\"sequence\":([0-9]{1,19}),\"time\":\"([0-9T:.Z-]{20,24})\",\"action\":%s,\"actor\":%s,\"subject\":%s,\"outcome\":%s,\"previous\":%s,\"hash\":%s\\}"
              .formatted(TEXT, TEXT, TEXT, TEXT, HASH, HASH));

  private AuditLine() {}

  /** The line, without its end. */
  public static String of(AuditEntry entry) {
    return of(entry, entry.hash());
  }

  /** By hand: a start reads and writes again every line there is. */
  private static String of(AuditEntry entry, Hash hash) {
    var line = new StringBuilder(512);
    line.append("{\"sequence\":").append(entry.sequence());
    put(line, "time", Instant.ofEpochMilli(entry.timestampMs()).toString());
    put(line, "action", entry.action());
    put(line, "actor", entry.actor());
    put(line, "subject", entry.subject());
    put(line, "outcome", entry.outcome());
    put(line, "previous", entry.previous().toString());
    put(line, "hash", hash.toString());
    return line.append('}').toString();
  }

  private static void put(StringBuilder line, String name, String text) {
    line.append(",\"").append(name).append("\":\"").append(escaped(text)).append('"');
  }

  /** With its end, as it stands in the file. */
  static byte[] bytes(AuditEntry entry) {
    return (of(entry) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a line without its end.
   *
   * @throws IllegalArgumentException if it is not, byte for byte, the line of an entry
   */
  static AuditEntry parse(byte[] line) {
    Matcher parts = LINE.matcher(new String(line, StandardCharsets.UTF_8));
    if (!parts.matches()) throw new IllegalArgumentException("is no entry of an audit log");
    AuditEntry entry;
    try {
      entry =
          new AuditEntry(
              Long.parseLong(parts.group(1)),
              Hash.parse(parts.group(7)),
              Instant.parse(parts.group(2)).toEpochMilli(),
              unescaped(parts.group(3)),
              unescaped(parts.group(4)),
              unescaped(parts.group(5)),
              unescaped(parts.group(6)));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("has the time '" + parts.group(2) + "'", e);
    }
    Hash said = Hash.parse(parts.group(8));
    Hash hash = entry.hash();
    if (!said.equals(hash))
      throw new IllegalArgumentException(
          "sequence %d was changed: it says that its hash is %s, its content has %s"
              .formatted(entry.sequence(), said, hash));
    if (!Arrays.equals(of(entry, hash).getBytes(StandardCharsets.UTF_8), line))
      throw new IllegalArgumentException(
          "sequence %d was changed: an entry is not written like this".formatted(entry.sequence()));
    return entry;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** Of text in which a backslash always comes before another one or a quote. */
  private static String unescaped(String text) {
    return text.indexOf('\\') < 0 ? text : text.replaceAll("\\\\(.)", "$1");
  }
}
