package io.pouw.node.maintenance;

import io.pouw.ledger.Block;
import io.pouw.ledger.EpochState;
import io.pouw.ledger.InvalidBlockException;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.StateEntry;
import io.pouw.node.sync.BlockSyncRules;
import io.pouw.primitives.Hash;
import io.pouw.storage.Change;
import io.pouw.storage.UndoRecord;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Executes the stored blocks again, from genesis or from the oldest state that can be had back, and
 * compares every state root, every certificate, and in the end every entry of the state.
 *
 * @param from the height that it began after
 * @param to the height that it came to
 * @param problem the first thing that does not fit; empty if all does
 */
public record Replay(long from, long to, Optional<String> problem) {
  /** Runs over the whole chain of a node; tells every height that is done. */
  public static Replay of(StoppedNode node, LongConsumer progress) {
    return new Run(node).run(progress);
  }

  private static final class Run {
    private final StoppedNode node;

    Run(StoppedNode node) {
      this.node = node;
    }

    Replay run(LongConsumer progress) {
      LedgerState ledger = begin();
      long from = ledger.height();
      for (long height = from + 1; height <= node.height(); height++) {
        try {
          Block block = node.block(height);
          Optional<String> objection = objection(block, ledger.epoch());
          ledger = ledger.apply(block).after();
          if (objection.isPresent()) return new Replay(from, height, objection);
        } catch (InvalidBlockException e) {
          return new Replay(from, height, Optional.of("block " + height + ": " + e.getMessage()));
        }
        progress.accept(height);
      }
      return new Replay(from, node.height(), difference(ledger));
    }

    private Optional<String> objection(Block block, EpochState epoch) {
      return node.certificate(block.height())
          .flatMap(proof -> BlockSyncRules.objection(block.header(), proof, epoch))
          .map(why -> "the certificate of block " + block.height() + ": " + why);
    }

    /** Genesis where all blocks are kept, else the state before the first that can be executed. */
    private LedgerState begin() {
      if (node.height() == 0 || node.chain().firstHeight().orElse(1) == 1)
        return LedgerState.genesis(node.genesis());
      Map<String, byte[]> state = stored();
      for (long at = node.height(); ; ) {
        Optional<UndoRecord> undo = node.chain().undo(at).filter(each -> each.below() >= 0);
        if (undo.isEmpty()) break;
        undo.get().state().forEach(change -> apply(state, change));
        at = undo.get().below();
      }
      return LedgerState.restore(
          node.genesis(),
          state.entrySet().stream()
              .map(each -> new StateEntry(HexFormat.of().parseHex(each.getKey()), each.getValue()))
              .toList());
    }

    private Map<String, byte[]> stored() {
      var state = new TreeMap<String, byte[]>();
      node.chain().forEachState((key, value) -> state.put(HexFormat.of().formatHex(key), value));
      return state;
    }

    private static void apply(Map<String, byte[]> state, Change change) {
      String key = HexFormat.of().formatHex(change.key());
      change.value().ifPresentOrElse(value -> state.put(key, value), () -> state.remove(key));
    }

    private Optional<String> difference(LedgerState ledger) {
      if (node.height() == 0) return Optional.empty();
      Map<String, byte[]> state = stored();
      for (StateEntry each : ledger.entries()) {
        String key = HexFormat.of().formatHex(each.key());
        byte[] found = state.remove(key);
        if (found == null) return Optional.of("the stored state lacks the entry " + key);
        if (!Arrays.equals(found, each.value()))
          return Optional.of(
              "the stored state has another value of the entry %s: SHA-256 %s, expected %s"
                  .formatted(key, Hash.sha256(found), Hash.sha256(each.value())));
      }
      return state.keySet().stream()
          .findFirst()
          .map(key -> "the stored state has an entry too many: " + key);
    }
  }
}
