package io.pouw.node.verticle;

import io.pouw.ledger.Block;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Mempool;
import io.pouw.ledger.Transaction;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The mempool with a lock around it: the ledger's thread changes it, the API's looks in. */
final class Pool {
  private final Mempool mempool = new Mempool(Mempool.Limits.DEFAULTS);

  synchronized Mempool.Admission add(Transaction transaction, LedgerState state) {
    return mempool.add(transaction, state);
  }

  synchronized List<Transaction> candidates(int most, Set<Hash> taken) {
    return mempool.candidates(most, taken);
  }

  synchronized boolean hasOther(Set<Hash> taken) {
    return mempool.hasOther(taken);
  }

  synchronized Block known(Block block) {
    return mempool.known(block);
  }

  synchronized void advance(LedgerState after, List<Block> blocks) {
    blocks.forEach(block -> mempool.advance(after, block));
  }

  synchronized Optional<Transaction> get(Hash id) {
    return mempool.get(id);
  }

  synchronized long nextNonce(Address sender, LedgerState state) {
    return mempool.nextNonce(sender, state);
  }

  synchronized int size() {
    return mempool.size();
  }
}
