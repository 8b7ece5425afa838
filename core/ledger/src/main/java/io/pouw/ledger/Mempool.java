package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Transactions that wait for a block. Bounded in count and bytes, over all and for each sender.
 * What role holders owe a task comes first, for the chain stands still without it; the rest goes by
 * fee, then by arrival, and each sender's transactions in the order of their nonces. When it is
 * full, the newest of the lowest fee gives way to a higher one, with the sender's later ones, which
 * cannot apply without it.
 *
 * <p>Not thread-safe: one owner calls it, with the newest finalised ledger.
 */
public final class Mempool {
  /**
   * How much fits in.
   *
   * @param transactions over all senders
   * @param bytes over all senders
   * @param transactionsOfSender of one sender
   * @param bytesOfSender of one sender
   */
  public record Limits(int transactions, long bytes, int transactionsOfSender, long bytesOfSender) {
    /** A few full blocks; one sender may fill a twentieth. */
    public static final Limits DEFAULTS = new Limits(20_000, 32L << 20, 1_000, 4L << 20);
  }

  /** What became of a transaction that was offered. */
  public sealed interface Admission {
    /** It waits now; {@code evicted} made room for it. */
    record Accepted(List<Transaction> evicted) implements Admission {}

    /** It was there already. */
    record Duplicate() implements Admission {}

    record Refused(String reason) implements Admission {}
  }

  private record Waiting(Transaction transaction, Hash id, int bytes, boolean duty, long arrival) {
    long nonce() {
      return transaction.nonce();
    }
  }

  /** The most urgent first. */
  private static final Comparator<Waiting> URGENCY =
      Comparator.comparingInt((Waiting each) -> each.duty() ? 0 : 1)
          .thenComparingLong(each -> -each.transaction().fee())
          .thenComparingLong(Waiting::arrival);

  private final Limits limits;
  private final TreeMap<Hash, Waiting> byId = new TreeMap<>();
  private final TreeSet<Waiting> byUrgency = new TreeSet<>(URGENCY);
  private final TreeMap<Address, TreeMap<Long, Waiting>> bySender = new TreeMap<>();
  private long bytes;
  private long arrivals;

  public Mempool(Limits limits) {
    this.limits = limits;
  }

  /** Takes a transaction in if the ledger admits it and there is room. */
  public Admission add(Transaction transaction, LedgerState state) {
    Hash id = transaction.id();
    if (byId.containsKey(id)) return new Admission.Duplicate();
    Optional<String> refusal = state.admit(transaction);
    if (refusal.isPresent()) return new Admission.Refused(refusal.get());
    var waiting =
        new Waiting(
            transaction,
            id,
            transaction.toBytes().length,
            TransactionRules.isFree(transaction.body()),
            arrivals++);
    Optional<String> crowded = replaceOrCount(waiting);
    if (crowded.isPresent()) return new Admission.Refused(crowded.get());
    return makeRoom(waiting);
  }

  /** A sender may replace a waiting transaction of the same nonce by one with a higher fee. */
  private Optional<String> replaceOrCount(Waiting next) {
    var own = bySender.getOrDefault(next.transaction().from(), new TreeMap<>());
    Waiting old = own.get(next.nonce());
    if (old != null) {
      if (next.transaction().fee() <= old.transaction().fee())
        return Optional.of(
            "a transaction with nonce %d waits already; a replacement needs a fee over %d base units"
                .formatted(next.nonce(), old.transaction().fee()));
      remove(old);
      return Optional.empty();
    }
    long size = own.values().stream().mapToLong(Waiting::bytes).sum() + next.bytes();
    if (own.size() < limits.transactionsOfSender() && size <= limits.bytesOfSender())
      return Optional.empty();
    return Optional.of(
        "%s has %d transactions waiting, expected at most %d of %d bytes"
            .formatted(
                next.transaction().from(),
                own.size(),
                limits.transactionsOfSender(),
                limits.bytesOfSender()));
  }

  private Admission makeRoom(Waiting next) {
    insert(next);
    var evicted = new ArrayList<Transaction>();
    while (byId.size() > limits.transactions() || bytes > limits.bytes()) {
      Waiting least = byUrgency.last();
      for (Waiting each : List.copyOf(from(least).values())) {
        remove(each);
        if (!each.equals(next)) evicted.add(each.transaction());
      }
    }
    if (byId.containsKey(next.id())) return new Admission.Accepted(List.copyOf(evicted));
    return new Admission.Refused(
        "the mempool is full and a fee of %d base units is not over the lowest in it"
            .formatted(next.transaction().fee()));
  }

  /** A sender's transactions from this one on. */
  private Map<Long, Waiting> from(Waiting first) {
    return bySender
        .getOrDefault(first.transaction().from(), new TreeMap<>())
        .tailMap(first.nonce(), true);
  }

  /**
   * Those to try in the next block, most urgent first, each sender's in the order of nonces.
   *
   * @param most at most so many
   */
  public List<Transaction> candidates(int most) {
    var heads = new PriorityQueue<Waiting>(URGENCY);
    for (var own : bySender.values()) heads.add(own.firstEntry().getValue());
    var chosen = new ArrayList<Transaction>();
    while (chosen.size() < most && !heads.isEmpty()) {
      Waiting next = heads.remove();
      chosen.add(next.transaction());
      var own = bySender.getOrDefault(next.transaction().from(), new TreeMap<>());
      var after = own.higherEntry(next.nonce());
      if (after != null) heads.add(after.getValue());
    }
    return chosen;
  }

  /**
   * Drops what a new ledger makes pointless: what is in the block, what its nonce has passed, what
   * the ledger would not admit any more.
   *
   * @return what was dropped without being in a block, to tell its senders
   */
  public List<Rejected> advance(LedgerState after, Block block) {
    for (Transaction each : block.transactions()) {
      Waiting included = byId.get(each.id());
      if (included != null) remove(included);
    }
    var dropped = new ArrayList<Rejected>();
    for (var own : List.copyOf(bySender.values()))
      for (Waiting each : List.copyOf(own.values()))
        recheck(after, each)
            .ifPresent(reason -> {
              remove(each);
              dropped.add(new Rejected(each.transaction(), reason, false));
            });
    return dropped;
  }

  /** Only the sender's next is worth a trial; a later one is judged when it is next. */
  private static Optional<String> recheck(LedgerState state, Waiting waiting) {
    long next = state.account(waiting.transaction().from()).map(Account::nonce).orElse(0L);
    if (waiting.nonce() > next) return Optional.empty();
    if (waiting.nonce() < next)
      return Optional.of("nonce %d was used, the next is %d".formatted(waiting.nonce(), next));
    return state.readmit(waiting.transaction());
  }

  private void insert(Waiting next) {
    byId.put(next.id(), next);
    byUrgency.add(next);
    bySender
        .computeIfAbsent(next.transaction().from(), each -> new TreeMap<>())
        .put(next.nonce(), next);
    bytes += next.bytes();
  }

  private void remove(Waiting gone) {
    if (byId.remove(gone.id()) == null) return;
    byUrgency.remove(gone);
    bytes -= gone.bytes();
    Address sender = gone.transaction().from();
    var own = bySender.getOrDefault(sender, new TreeMap<>());
    own.remove(gone.nonce());
    if (own.isEmpty()) bySender.remove(sender);
  }

  public boolean contains(Hash id) {
    return byId.containsKey(id);
  }

  public Optional<Transaction> get(Hash id) {
    return Optional.ofNullable(byId.get(id)).map(Waiting::transaction);
  }

  /** The nonce for a sender's next transaction, those that wait here counted. */
  public long nextNonce(Address sender, LedgerState state) {
    long nonce = state.account(sender).map(Account::nonce).orElse(0L);
    var own = bySender.getOrDefault(sender, new TreeMap<>());
    while (own.containsKey(nonce)) nonce++;
    return nonce;
  }

  /** All that waits, by sender and nonce. */
  public Collection<Transaction> all() {
    return bySender.values().stream()
        .flatMap(own -> own.values().stream())
        .map(Waiting::transaction)
        .toList();
  }

  public int size() {
    return byId.size();
  }

  public long bytes() {
    return bytes;
  }
}
