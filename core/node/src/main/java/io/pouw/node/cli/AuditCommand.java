package io.pouw.node.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pouw.primitives.Hash;
import io.pouw.security.audit.AuditChain;
import io.pouw.security.audit.AuditEntry;
import io.pouw.storage.AuditLine;
import io.pouw.storage.AuditScan;
import io.pouw.storage.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code pouw node audit}. Reads files and needs neither lock nor genesis, so the node may run.
 * Exit code 0: whole, 1: damaged, or the head that is asked for is not in it.
 */
@Command(
    name = "audit",
    description =
        "Shows a node's audit log, and checks that nothing in it was changed or left out.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class AuditCommand implements Callable<Integer> {
  private static final int MOST_LAST = 100_000;

  @Option(names = "--data", required = true, description = "the node's data folder")
  private @Nullable Path data;

  @Option(names = "--last", paramLabel = "N", description = "only the last N entries are shown")
  private @Nullable Integer last;

  @Option(
      names = "--head",
      paramLabel = "HASH",
      description = "a head that was noted earlier, which has to be in the log")
  private @Nullable String head;

  @Option(names = "--json", description = "print JSON, an entry a line and the verdict at the end")
  private boolean json;

  private final ArrayDeque<AuditEntry> kept = new ArrayDeque<>();

  @Override
  public Integer call() throws IOException {
    Path folder = folder();
    Optional<Hash> wanted = Optional.ofNullable(head).map(AuditCommand::hash);
    int most = most();
    var search = new HeadSearch(wanted);
    AuditScan found =
        AuditScan.of(
            folder,
            entry -> {
              search.look(entry);
              if (last == null) show(entry);
              else if (most > 0) keep(entry, most);
            });
    kept.forEach(this::show);
    if (json) System.out.println(new ObjectMapper().writeValueAsString(verdict(found, search)));
    else explain(found, search);
    return found.isWhole() && search.succeeded(found) ? 0 : 1;
  }

  private Path folder() {
    Path root = data;
    if (root == null || !Files.isDirectory(root))
      throw new IllegalArgumentException("there is no data folder " + root + ": give --data");
    Path folder = DataFolder.audit(root);
    if (!Files.isDirectory(folder))
      throw new IllegalArgumentException(
          "there is no audit log in " + root + ": no node ran with this data folder yet");
    return folder;
  }

  private static Hash hash(String text) {
    try {
      return Hash.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--head '" + text + "': " + e.getMessage(), e);
    }
  }

  private int most() {
    int most = last == null ? 0 : last;
    if (most < 0 || most > MOST_LAST)
      throw new IllegalArgumentException("--last " + most + ", expected 0 to " + MOST_LAST);
    return most;
  }

  private void keep(AuditEntry entry, int most) {
    if (kept.size() == most) kept.remove();
    kept.add(entry);
  }

  private void show(AuditEntry entry) {
    if (json) System.out.println(AuditLine.of(entry));
    else
      System.out.printf(
          "%6d  %s  %-16s  %s | %s | %s%n",
          entry.sequence(),
          Instant.ofEpochMilli(entry.timestampMs()),
          entry.action(),
          entry.actor(),
          entry.subject(),
          entry.outcome());
  }

  private static Map<String, Object> verdict(AuditScan found, HeadSearch search) {
    var verdict = new LinkedHashMap<String, Object>();
    verdict.put("whole", found.isWhole());
    verdict.put("first", found.first());
    verdict.put("count", found.chain().next());
    verdict.put("head", found.chain().head().toString());
    verdict.put("unfinished_bytes", found.tornBytes());
    found.damage().ifPresent(damage -> verdict.put("damage", damage));
    search.wanted.ifPresent(hash -> verdict.put("known_head", search.succeeded(found)));
    return verdict;
  }

  private static void explain(AuditScan found, HeadSearch search) {
    AuditChain chain = found.chain();
    if (chain.next() == found.first()) System.out.println("No entry is whole");
    else
      System.out.printf(
          "Whole from sequence %d up to %d, head %s%n",
          found.first(), chain.next() - 1, chain.head());
    if (found.tornBytes() > 0)
      System.out.printf(
          "The last line is not finished (%d bytes): it is being written, or was at a power cut%n",
          found.tornBytes());
    if (search.succeeded(found)) search.say();
    else
      System.err.printf(
          "pouw: no entry that is kept has the hash %s: the log is another one than then, or its"
              + " entries before sequence %d are no longer kept%n",
          search.wanted.map(Hash::toString).orElse(""), found.first());
    found
        .damage()
        .ifPresent(damage -> System.err.println("pouw: the audit log is damaged: " + damage));
  }

  /** Looks for a head that somebody knows from earlier. */
  private static final class HeadSearch {
    private final Optional<Hash> wanted;
    private OptionalLong before = OptionalLong.empty();

    HeadSearch(Optional<Hash> wanted) {
      this.wanted = wanted;
    }

    void look(AuditEntry entry) {
      if (wanted.isEmpty()) return;
      // The head before the oldest entry that is kept is proved by that one.
      if (before.isEmpty() && entry.previous().equals(wanted.get()))
        before = OptionalLong.of(entry.sequence());
    }

    boolean succeeded(AuditScan found) {
      return wanted.isEmpty() || before.isPresent() || wanted.get().equals(found.chain().head());
    }

    void say() {
      if (wanted.isEmpty()) return;
      System.out.println(
          before.isPresent()
              ? "That head is in the chain, just before sequence " + before.getAsLong()
              : "That head is the newest one");
    }
  }
}
