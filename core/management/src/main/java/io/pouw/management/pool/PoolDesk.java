package io.pouw.management.pool;

import io.pouw.ledger.LedgerState;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.util.List;

/**
 * What an operator does with pools, each act at the height of the ledger that comes with it. Blocks
 * on the store; safe for many threads.
 */
public final class PoolDesk {
  private final PoolStore store;
  private final Hash chainId;
  private final Signer operator;

  public PoolDesk(PoolStore store, Hash chainId, Signer operator) {
    this.store = store;
    this.chainId = chainId;
    this.operator = operator;
  }

  public PoolStore store() {
    return store;
  }

  public PoolState create(String name, PoolTerms terms, LedgerState ledger) {
    return store.create(
        PoolRules.create(chainId, operator.publicKey(), name, terms, ledger.height()), operator);
  }

  /** Takes a worker in or lets it go, as it wishes. */
  public PoolState carryOut(MemberRequest wish, LedgerState ledger) {
    return store.change(
        wish.pool(),
        operator,
        old ->
            switch (wish.kind()) {
              case JOIN -> PoolRules.join(old, wish, ledger.height());
              case LEAVE -> PoolRules.leave(old, wish, ledger.height());
            });
  }

  public PoolState expel(Hash pool, Address worker, LedgerState ledger) {
    return store.change(pool, operator, old -> PoolRules.expel(old, worker, ledger.height()));
  }

  public PoolState change(Hash pool, PoolTerms terms, LedgerState ledger) {
    return store.change(pool, operator, old -> PoolRules.change(old, terms, ledger.height()));
  }

  public PoolState close(Hash pool, LedgerState ledger) {
    return store.change(pool, operator, old -> PoolRules.close(old, ledger.height()));
  }

  /** What a pool's members did on the chain since the last distribution, settled by now. */
  public Distributor distributor(PoolState pool, LedgerState ledger) {
    long after =
        switch (pool.terms().scheme()) {
          case PROPORTIONAL -> store.distributedTo(pool.id());
          case PPLNS -> -1;
        };
    return new Distributor(pool, WorkCredits.settled(ledger, after, ledger.height()));
  }

  /**
   * Divides a pot by the members' settled work, and keeps what came out.
   *
   * @param dryRun to compute only; anybody who has the pool may
   * @throws PoolRefusedException if the pool is not known or another's, or there is nothing to
   *     divide by
   */
  public Distribution distribute(
      Hash id, String currency, long pot, boolean dryRun, LedgerState ledger, long nowMs) {
    PoolStore.Entry entry =
        store
            .find(id)
            .orElseThrow(() -> new PoolRefusedException("no pool " + id + " is known here"));
    PoolState pool = entry.state();
    if (!dryRun && !pool.operator().equals(operator.publicKey()))
      throw new PoolRefusedException(
          "pool %s is operated by %s: only a dry run is possible here"
              .formatted(pool.name(), pool.operator().address()));
    if (!dryRun && entry.forked())
      throw new PoolRefusedException(
          "two different versions of pool %s were signed: find out why first"
              .formatted(pool.name()));
    Distribution made =
        distributor(pool, ledger).divide(store.distributedTo(id), ledger.height(), currency, pot);
    if (!dryRun) store.record(made, nowMs);
    return made;
  }

  /** The question to other pool nodes: what this one has. */
  public byte[] question() {
    return PoolExchange.question(pools());
  }

  /** The answer to theirs. */
  public byte[] answer(byte[] question) {
    return PoolExchange.answer(question, pools());
  }

  /**
   * Takes their answer; says how many pools went on. Pools of operators without an account on the
   * chain are left out, and new ones when there are {@value PoolExchange#MAX_POOLS} already:
   * made-up operators cost nothing.
   */
  public int take(byte[] answer, LedgerState ledger) {
    int taken = 0;
    boolean full = store.count() >= PoolExchange.MAX_POOLS;
    for (SignedPool each : PoolExchange.read(answer, chainId)) {
      if (ledger.account(each.state().operator().address()).isEmpty()) continue;
      if (full && store.find(each.state().id()).isEmpty()) continue;
      if (store.take(each)) taken++;
    }
    return taken;
  }

  private List<SignedPool> pools() {
    return store.all().stream().map(PoolStore.Entry::pool).toList();
  }
}
