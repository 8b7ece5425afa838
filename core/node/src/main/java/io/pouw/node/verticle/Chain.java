package io.pouw.node.verticle;

import io.pouw.ledger.Block;
import io.pouw.ledger.Built;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.InvalidBlockException;
import io.pouw.ledger.LedgerEvent;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.Transition;
import io.pouw.node.bus.LedgerAdvanced;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.storage.ChainStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger of one node: the last final state on disk and, above it, the states of blocks that are
 * not final yet. Not thread-safe; its verticle's thread alone calls it.
 */
final class Chain {
  private static final Logger LOG = LoggerFactory.getLogger(Chain.class);

  /** Blocks above the final one that may wait for a decision; more are a sign of garbage. */
  private static final int MAX_UNDECIDED = 1024;

  private record Undecided(Block block, Transition transition) {}

  private final ChainStore store;
  private final long retention;
  private final Map<Hash, Undecided> undecided = new LinkedHashMap<>();
  private LedgerState state;
  private Hash tip;

  /**
   * Reads the state back, or begins with genesis.
   *
   * @param retention final blocks to keep on disk, 0 for all
   */
  Chain(Genesis genesis, ChainStore store, long retention) {
    this.store = store;
    this.retention = retention;
    this.state = ChainRecords.restore(genesis, store);
    this.tip = state.head().id();
  }

  LedgerState state() {
    return state;
  }

  Hash tip() {
    return tip;
  }

  /** The state after a block that is final, built or checked. */
  LedgerState stateAfter(Hash block) {
    if (block.equals(tip)) return state;
    Undecided known = undecided.get(block);
    if (known == null)
      throw new InvalidBlockException("the parent " + block.abbreviated() + " is not known here");
    return known.transition().after();
  }

  /**
   * Executes a block on its parent.
   *
   * @throws InvalidBlockException with the reason
   */
  Transition check(Block block) {
    Hash id = block.id();
    Undecided known = undecided.get(id);
    if (known != null) return known.transition();
    Transition transition = stateAfter(block.header().parent()).apply(block);
    remember(id, block, transition);
    return transition;
  }

  Block build(
      Hash parent, long view, long timestampMs, KeyPair keys, List<Transaction> candidates) {
    LedgerState before = stateAfter(parent);
    long after = Math.max(timestampMs, before.head().timestampMs() + 1);
    Built built = before.build(view, after, keys, candidates);
    remember(built.block().id(), built.block(), built.transition());
    built
        .rejected()
        .forEach(each ->
            LOG.debug(
                "{} of {} is not in block {}: {}",
                each.transaction().body().kindName(),
                each.transaction().from(),
                built.block().height(),
                each.reason()));
    return built.block();
  }

  /** Makes blocks final, durably, in height order. Those that are final already are skipped. */
  LedgerAdvanced commit(List<Block> blocks, byte[] certificate) {
    var committed = new ArrayList<Block>();
    var events = new ArrayList<LedgerEvent>();
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      if (block.height() <= state.height()) continue;
      Transition transition = check(block);
      byte[] proof = i == blocks.size() - 1 ? certificate : new byte[0];
      ChainRecords.commit(store, block, proof, transition);
      state = transition.after();
      tip = block.id();
      committed.add(block);
      events.addAll(transition.events());
    }
    undecided.values().removeIf(each -> each.block().height() <= state.height());
    if (retention > 0) ChainRecords.prune(store, retention);
    return new LedgerAdvanced(state, committed, events);
  }

  /** What stands in undecided blocks on the way from the parent down to the final one. */
  Set<Hash> undecidedUpTo(Hash parent) {
    var included = new HashSet<Hash>();
    Undecided at = undecided.get(parent);
    while (at != null) {
      at.block().transactions().forEach(each -> included.add(each.id()));
      at = undecided.get(at.block().header().parent());
    }
    return included;
  }

  private void remember(Hash id, Block block, Transition transition) {
    if (undecided.size() >= MAX_UNDECIDED) {
      Hash oldest = undecided.keySet().iterator().next();
      undecided.remove(oldest);
    }
    undecided.put(id, new Undecided(block, transition));
  }
}
