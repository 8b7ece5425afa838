package io.pouw.management.pool;

import io.pouw.ledger.LedgerState;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import io.pouw.storage.sql.SqlStore;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * What an operator does with pools, each act at the height of the ledger that comes with it. Blocks
 * on the store; safe for many threads.
 */
public final class PoolDesk {
  private final PoolStore store;
  private final DistributionStore distributions;
  private final Hash chainId;
  private final Signer operator;

  public PoolDesk(SqlStore sql, Hash chainId, Signer operator) {
    this.store = new PoolStore(sql);
    this.distributions = new DistributionStore(sql);
    this.chainId = chainId;
    this.operator = operator;
  }

  public PoolStore store() {
    return store;
  }

  public DistributionStore distributions() {
    return distributions;
  }

  public PoolState create(String name, PoolTerms terms, LedgerState ledger) {
    return store.create(
        PoolRules.create(chainId, operator.publicKey(), name, terms, ledger.height()),
        operator,
        byOperator(ledger, PoolEvent.Kind.CREATED, terms.text()));
  }

  private PoolEvent byOperator(LedgerState ledger, PoolEvent.Kind kind, String detail) {
    return PoolEvent.at(ledger, kind, operator.publicKey().address(), detail);
  }

  /** Takes a worker in or lets it go, as it wishes. */
  public PoolState carryOut(MemberRequest wish, LedgerState ledger) {
    return switch (wish.kind()) {
      case JOIN ->
          store.change(
              wish.pool(),
              operator,
              PoolEvent.at(
                  ledger, PoolEvent.Kind.JOINED, wish.address(), "to be paid to " + wish.account()),
              old -> PoolRules.join(old, wish, ledger.height()));
      case LEAVE ->
          store.change(
              wish.pool(),
              operator,
              PoolEvent.at(ledger, PoolEvent.Kind.LEFT, wish.address(), ""),
              old -> PoolRules.leave(old, wish, ledger.height()));
    };
  }

  public PoolState expel(Hash pool, Address worker, LedgerState ledger) {
    return store.change(
        pool,
        operator,
        byOperator(ledger, PoolEvent.Kind.EXPELLED, worker.toString()),
        old -> PoolRules.expel(old, worker, ledger.height()));
  }

  /**
   * Other terms from a height on; what was announced and does not hold yet is dropped.
   *
   * @param terms the new ones, made from those that would hold at that height otherwise
   * @param fromHeight empty for the next block
   */
  public PoolState change(
      Hash pool, UnaryOperator<PoolTerms> terms, Optional<Long> fromHeight, LedgerState ledger) {
    PoolState now = known(pool).state();
    long from = fromHeight.orElse(Math.max(now.height(), ledger.height()) + 1);
    PoolTerms wanted = terms.apply(now.schedule().at(from));
    return store.change(
        pool,
        operator,
        byOperator(
            ledger, PoolEvent.Kind.TERMS, "from height %d on %s".formatted(from, wanted.text())),
        old -> PoolRules.change(old, wanted, ledger.height(), from));
  }

  public PoolState close(Hash pool, LedgerState ledger) {
    return store.change(
        pool,
        operator,
        byOperator(ledger, PoolEvent.Kind.CLOSED, ""),
        old -> PoolRules.close(old, ledger.height()));
  }

  private PoolStore.Entry known(Hash id) {
    return store.find(id).orElseThrow(() -> PoolStore.unknown(id));
  }

  /** The settled work that a distribution would count now, by member. */
  public SortedMap<Address, Distributor.Work> counting(PoolState pool, LedgerState ledger) {
    long after = distributions.endOfLast(pool.id());
    return distributor(pool, ledger, after, ledger.height()).work(after, ledger.height());
  }

  private static Distributor distributor(
      PoolState pool, LedgerState ledger, long afterHeight, long toHeight) {
    boolean looksBack =
        pool.schedule().entries().stream().anyMatch(each -> each.terms().scheme() == Scheme.PPLNS);
    return new Distributor(
        pool, WorkCredits.settled(ledger, looksBack ? -1 : afterHeight, toHeight));
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
    PoolStore.Entry entry = known(id);
    PoolState pool = entry.state();
    if (!dryRun) requireOwn(entry);
    long after = distributions.endOfLast(id);
    Distribution made =
        distributor(pool, ledger, after, ledger.height())
            .divide(after, ledger.height(), currency, pot);
    if (!dryRun)
      distributions.record(
          made,
          entry.pool(),
          byOperator(
              ledger,
              PoolEvent.Kind.DISTRIBUTED,
              "%d %s, distribution %s".formatted(pot, currency, made.id())),
          nowMs);
    return made;
  }

  private void requireOwn(PoolStore.Entry entry) {
    PoolState pool = entry.state();
    if (!pool.operator().equals(operator.publicKey()))
      throw new PoolRefusedException(
          "pool %s is operated by %s: only a dry run is possible here"
              .formatted(pool.name(), pool.operator().address()));
    if (entry.forked())
      throw new PoolRefusedException(
          "versions of pool %s were signed that contradict each other: find out why first"
              .formatted(pool.name()));
  }

  /**
   * Computes a distribution again, from the version of the pool that was kept with it and the
   * chain.
   *
   * @return what comes out; equal to what was kept, unless that is wrong
   * @throws PoolRefusedException if the version was not kept
   */
  public Distribution recompute(DistributionStore.Kept kept, LedgerState ledger) {
    Distribution made = kept.distribution();
    SignedPool pool =
        kept.pool()
            .orElseThrow(() ->
                new PoolRefusedException(
                    "the pool's version %d was not kept with distribution %s"
                        .formatted(made.version(), made.id())));
    pool.check(chainId);
    return distributor(pool.state(), ledger, made.afterHeight(), made.toHeight())
        .divide(made.afterHeight(), made.toHeight(), made.currency(), made.pot());
  }

  /** The pools that this node operates. */
  public List<PoolStore.Entry> own() {
    return store.operatedBy(operator.publicKey().address());
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
