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
final class ChainRecords {
  private ChainRecords() {}

  /** The ledger after the last stored block. */
  static LedgerState restore(Genesis genesis, ChainStore store) {
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
    store.commit(record, new StateChange(state, index(block, certificate, transition)));
  }

  private static List<Change> index(Block block, byte[] certificate, Transition transition) {
    var index = new ArrayList<>(ChainIndex.changes(block, transition.events()));
    EpochState next = transition.after().epoch();
    if (next.firstHeight() == block.height() + 1 && certificate.length > 0) {
      Certificate finalization = Decoder.whole(certificate, Certificate::decode);
      var proof = EpochProof.of(block.header(), finalization, transition.after());
      index.add(ChainIndex.handOver(next.number() - 1, proof));
    }
    return index;
  }
}
