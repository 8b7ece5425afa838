package io.pouw.node.maintenance;

import io.pouw.ledger.BlockHeader;
import io.pouw.ledger.LedgerState;
import io.pouw.storage.AuditScan;
import io.pouw.storage.DataFolder;
import io.pouw.storage.RestoredMark;
import io.pouw.storage.StorageException;
import io.pouw.storage.VoteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stands in a node's data folder, and whether it is sound.
 *
 * @param facts by name, in the order in which they are shown
 * @param problems what is wrong; none if it is sound
 */
public record Inspection(Map<String, Object> facts, List<String> problems) {
  public Inspection {
    facts = new LinkedHashMap<>(facts);
    problems = List.copyOf(problems);
  }

  /** Looks at everything; reads all files of the chain, the votes and the audit log. */
  public static Inspection of(StoppedNode node) {
    return new Inspector(node).inspect();
  }

  private static final class Inspector {
    private final StoppedNode node;
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    Inspector(StoppedNode node) {
      this.node = node;
    }

    Inspection inspect() {
      facts.put("network", node.genesis().network());
      facts.put("chain", node.genesis().chainId().toString());
      chain();
      votes(node.stores().votes());
      sizes(node.stores().folder());
      sound("chain", node.chain()::verify);
      sound("votes", node.stores().votes()::verify);
      audit(node.stores().folder().audit());
      facts.put("health", problems.isEmpty() ? "sound" : "damaged");
      return new Inspection(facts, problems);
    }

    private void chain() {
      LedgerState ledger = node.ledger();
      facts.put("height", node.height());
      facts.put("first_block", node.chain().firstHeight().orElse(0));
      facts.put("view", ledger.head().view());
      facts.put("epoch", ledger.epoch().number());
      facts.put("validators", ledger.epoch().validators().size());
      facts.put("block", ledger.head().id().toString());
      facts.put("state_root", ledger.stateRoot().toString());
      facts.put("accounts", ledger.accounts().size());
      facts.put("tasks", ledger.tasks().size());
      if (node.height() > 0) head(ledger);
    }

    private void head(LedgerState ledger) {
      BlockHeader last = node.block(node.height()).header();
      if (!ledger.head().id().equals(last.id()))
        problems.add(
            "the stored state is that of block %s of height %d, the last block is %s of height %d"
                .formatted(ledger.head().id(), ledger.height(), last.id(), node.height()));
      if (!ledger.stateRoot().equals(last.stateRoot()))
        problems.add(
            "the stored state has the root %s, the last block says %s"
                .formatted(ledger.stateRoot(), last.stateRoot()));
      Optional<String> objection = node.objection(node.height());
      facts.put("certificate", objection.isEmpty() ? "holds" : "does not hold");
      objection.ifPresent(why -> problems.add("the certificate of the last block: " + why));
    }

    private void votes(VoteStore votes) {
      facts.put("votes", votes.count());
      facts.put("highest_view_voted", votes.highestView());
      facts.put(
          "restored_from_backup", new RestoredMark(node.stores().folder()).isSet() ? "yes" : "no");
    }

    private void sizes(DataFolder folder) {
      facts.put("chain_bytes", bytes(folder.chain()));
      facts.put("votes_bytes", bytes(folder.votes()));
      facts.put("blobs_bytes", bytes(folder.blobs()));
    }

    private void audit(Path folder) {
      AuditScan found = AuditScan.of(folder, entry -> {});
      facts.put("audit_entries", found.chain().next());
      facts.put("audit_head", found.chain().head().toString());
      found.damage().ifPresent(damage -> problems.add("audit log: " + damage));
    }

    private void sound(String what, Runnable check) {
      try {
        check.run();
      } catch (StorageException e) {
        problems.add(what + ": " + e.getMessage());
      }
    }
  }

  static long bytes(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(Inspection::size).sum();
    } catch (NoSuchFileException none) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
