package io.pouw.node.verticle;

import io.pouw.consensus.Certificate;
import io.pouw.ledger.Block;
import io.pouw.ledger.EpochState;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.StateEntry;
import io.pouw.ledger.Transition;
import io.pouw.node.api.ChainIndex;
import io.pouw.node.epoch.EpochProof;
import io.pouw.primitives.Decoder;
import io.pouw.storage.ChainStore;
import io.pouw.storage.Change;
import io.pouw.storage.FinalizedRecord;
import io.pouw.storage.StateChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the ledger lies in the chain store. Genesis itself is not stored; its file is the source. */
public final class ChainRecords {
  /** Blocks that one call of {@link #prune} forgets at most. */
  private static final int PRUNED_AT_ONCE = 64;

  private ChainRecords() {}

  /** The ledger after the last stored block. */
  public static LedgerState restore(Genesis genesis, ChainStore store) {
    if (store.height().isEmpty()) return LedgerState.genesis(genesis);
    var entries = new ArrayList<StateEntry>();
    store.forEachState((key, value) -> entries.add(new StateEntry(key, value)));
    return LedgerState.restore(genesis, entries);
  }

  /** Durable when it returns. */
  static void commit(ChainStore store, Block block, byte[] certificate, Transition transition) {
    boolean first = store.height().isEmpty();
    List<Change> state =
        first
            ? transition.after().entries().stream()
                .map(entry -> new Change(entry.key(), Optional.of(entry.value())))
                .toList()
            : transition.changes().stream()
                .map(change -> new Change(change.key(), change.value()))
                .toList();
    var record = new FinalizedRecord(block.height(), block.id(), block.toBytes(), certificate);
    var index = new ArrayList<>(ChainIndex.changes(block, transition.events()));
    if (certificate.length > 0 && closes(block, transition.after()))
      index.addAll(
          handOver(block, Decoder.whole(certificate, Certificate::decode), transition.after()));
    store.commit(record, new StateChange(state, index));
  }

  private static boolean closes(Block block, LedgerState after) {
    return after.epoch().firstHeight() == block.height() + 1;
  }

  /** What the closing block of an epoch adds; nothing for another block. */
  private static List<Change> handOver(Block block, Certificate finality, LedgerState after) {
    if (!closes(block, after)) return List.of();
    EpochState next = after.epoch();
    var proof = EpochProof.of(block.header(), finality, after);
    return List.of(ChainIndex.handOver(next.number() - 1, proof));
  }

  /**
   * Writes the first block of a chain whose past is not kept, and the ledger after it. Durable.
   *
   * @param epochs the hand-overs of all epochs before the block's
   */
  public static void begin(
      ChainStore store,
      Block block,
      Certificate finality,
      List<EpochProof> epochs,
      LedgerState ledger) {
    List<Change> state =
        ledger.entries().stream().map(entry -> Change.put(entry.key(), entry.value())).toList();
    var record =
        new FinalizedRecord(block.height(), block.id(), block.toBytes(), finality.toBytes());
    var index = new ArrayList<>(ChainIndex.changes(block, List.of()));
    for (int i = 0; i < epochs.size(); i++) index.add(ChainIndex.handOver(i, epochs.get(i)));
    index.addAll(handOver(block, finality, ledger));
    store.commit(record, new StateChange(state, index));
  }

  /**
   * Forgets old blocks, a few at a time.
   *
   * @param retention blocks to keep
   */
  static void prune(ChainStore store, long retention) {
    long first = store.firstHeight().orElse(0);
    long below = Math.min(store.height().orElse(0) - retention + 1, first + PRUNED_AT_ONCE);
    if (below <= first) return;
    var keys = new ArrayList<byte[]>();
    for (long height = first; height < below; height++)
      store
          .block(height)
          .map(record -> Decoder.whole(record.block(), Block::decode))
          .ifPresent(block -> keys.addAll(ChainIndex.transactionKeys(block)));
    store.prune(below, keys);
  }
}
