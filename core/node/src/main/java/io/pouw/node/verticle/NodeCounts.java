package io.pouw.node.verticle;

import io.pouw.ledger.Block;
import io.pouw.ledger.CheckpointBody;
import io.pouw.ledger.Transaction;
import io.pouw.node.bus.LedgerAdvanced;
import io.pouw.plugin.RoleEvent;
import io.pouw.primitives.Address;
import java.util.concurrent.atomic.AtomicLong;

/** What a node has done since its start, most of it as the chain says. Any thread. */
final class NodeCounts {
  private final Address self;
  private final AtomicLong mined = new AtomicLong();
  private final AtomicLong proposed = new AtomicLong();
  private final AtomicLong verified = new AtomicLong();
  private final AtomicLong trained = new AtomicLong();
  private final AtomicLong blocks = new AtomicLong();
  private final AtomicLong transactions = new AtomicLong();
  private final AtomicLong updates = new AtomicLong();
  private final AtomicLong updateBytes = new AtomicLong();

  NodeCounts(Address self) {
    this.self = self;
  }

  void take(LedgerAdvanced advanced) {
    for (Block block : advanced.blocks()) {
      blocks.incrementAndGet();
      transactions.addAndGet(block.transactions().size());
      if (block.header().proposer().address().equals(self)) proposed.incrementAndGet();
      mined.addAndGet(
          block.header().mined().stream().filter(each -> each.miner().equals(self)).count());
      block.transactions().forEach(this::take);
    }
  }

  private void take(Transaction transaction) {
    if (transaction.body() instanceof CheckpointBody.Attest && transaction.from().equals(self))
      verified.incrementAndGet();
    if (transaction.body() instanceof CheckpointBody.CommitCheckpoint commit)
      commit.content().miners().stream()
          .filter(each -> each.miner().equals(self))
          .forEach(each -> trained.addAndGet(each.units()));
  }

  /** Counts what this node's supervisor did. */
  void take(RoleEvent event) {
    if (!(event instanceof RoleEvent.RoundClosed closed)) return;
    updates.addAndGet(closed.updates());
    updateBytes.addAndGet(closed.updateBytes());
  }

  /** Updates in the rounds that this node closed. */
  long updates() {
    return updates.get();
  }

  long updateBytes() {
    return updateBytes.get();
  }

  long mined() {
    return mined.get();
  }

  long proposed() {
    return proposed.get();
  }

  long verified() {
    return verified.get();
  }

  /** Units of this node in checkpoints. */
  long trained() {
    return trained.get();
  }

  long blocks() {
    return blocks.get();
  }

  long transactions() {
    return transactions.get();
  }
}
