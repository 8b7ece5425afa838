package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
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

  /** What waits of one sender, by nonce. */
  private static final class Queue {
    final TreeMap<Long, Waiting> byNonce = new TreeMap<>();
    long bytes;

    /** The account when its next transaction was last found to apply. */
    Optional<Account> judgedWith = Optional.empty();

    void put(Waiting next) {
      byNonce.put(next.nonce(), next);
      bytes += next.bytes();
    }

    void remove(Waiting gone) {
      if (byNonce.remove(gone.nonce(), gone)) bytes -= gone.bytes();
    }
  }

  /** The most urgent first. */
  private static final Comparator<Waiting> URGENCY =
      Comparator.comparingInt((Waiting each) -> each.duty() ? 0 : 1)
          .thenComparingLong(each -> -each.transaction().fee())
          .thenComparingLong(Waiting::arrival);

  private final Limits limits;
  private final LinkedHashMap<Hash, Waiting> byId = new LinkedHashMap<>();
  private final TreeSet<Waiting> byUrgency = new TreeSet<>(URGENCY);
  private final TreeMap<Address, Queue> bySender = new TreeMap<>();
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
            transaction.bytes(),
            TransactionRules.isFree(transaction.body()),
            arrivals++);
    Optional<String> crowded = replaceOrCount(waiting);
    if (crowded.isPresent()) return new Admission.Refused(crowded.get());
    return makeRoom(waiting);
  }

  /** A sender may replace a waiting transaction of the same nonce by one with a higher fee. */
  private Optional<String> replaceOrCount(Waiting next) {
    Queue own = queue(next.transaction().from());
    Waiting old = own.byNonce.get(next.nonce());
    if (old != null) {
      if (next.transaction().fee() <= old.transaction().fee())
        return Optional.of(
            "a transaction with nonce %d waits already; a replacement needs a fee over %d base units"
                .formatted(next.nonce(), old.transaction().fee()));
      remove(old);
      return Optional.empty();
    }
    int count = own.byNonce.size();
    if (count < limits.transactionsOfSender() && own.bytes + next.bytes() <= limits.bytesOfSender())
      return Optional.empty();
    return Optional.of(
        "%s has %d transactions waiting, expected at most %d of %d bytes"
            .formatted(
                next.transaction().from(),
                count,
                limits.transactionsOfSender(),
                limits.bytesOfSender()));
  }

  private Queue queue(Address sender) {
    Queue known = bySender.get(sender);
    return known == null ? new Queue() : known;
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
    return queue(first.transaction().from()).byNonce.tailMap(first.nonce(), true);
  }

  /**
   * Those to try in the next block, most urgent first, each sender's in the order of nonces.
   *
   * @param most at most so many
   */
  public List<Transaction> candidates(int most) {
    return candidates(most, Set.of());
  }

  /** The same without those that stand in blocks which are not final yet. */
  public List<Transaction> candidates(int most, Set<Hash> taken) {
    var heads = new PriorityQueue<Waiting>(URGENCY);
    for (Queue own : bySender.values())
      firstFree(own.byNonce.values(), taken).ifPresent(heads::add);
    var chosen = new ArrayList<Transaction>();
    while (chosen.size() < most && !heads.isEmpty()) {
      Waiting next = heads.remove();
      chosen.add(next.transaction());
      var later = queue(next.transaction().from()).byNonce.tailMap(next.nonce(), false);
      firstFree(later.values(), taken).ifPresent(heads::add);
    }
    return chosen;
  }

  private static Optional<Waiting> firstFree(Collection<Waiting> queue, Set<Hash> taken) {
    for (Waiting each : queue) if (!taken.contains(each.id())) return Optional.of(each);
    return Optional.empty();
  }

  /** Whether anything waits that is not among these. */
  public boolean hasOther(Set<Hash> taken) {
    if (byId.size() > taken.size()) return true;
    for (Hash each : byId.keySet()) if (!taken.contains(each)) return true;
    return false;
  }

  /**
   * The block with each of its transactions that waits here replaced by the very instance that
   * waits, whose signature was verified when it came.
   */
  public Block known(Block block) {
    var transactions = new ArrayList<Transaction>(block.transactions().size());
    for (Transaction each : block.transactions()) {
      transactions.add(get(each.id()).filter(each::equals).orElse(each));
    }
    return new Block(block.header(), transactions);
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
    for (var entry : List.copyOf(bySender.entrySet()))
      recheck(after, entry.getKey(), entry.getValue(), dropped);
    return dropped;
  }

  /** Looks again at a sender's transactions if anything changed that they depend on. */
  private void recheck(LedgerState after, Address sender, Queue own, List<Rejected> dropped) {
    Optional<Account> account = after.account(sender);
    boolean settled = own.judgedWith.isPresent() && own.judgedWith.equals(account);
    if (settled && own.byNonce.values().stream().allMatch(Mempool::dependsOnSenderOnly)) return;
    own.judgedWith = account;
    for (Waiting each : List.copyOf(own.byNonce.values()))
      recheck(after, each)
          .ifPresent(reason -> {
            remove(each);
            dropped.add(new Rejected(each.transaction(), reason, false));
          });
  }

  private static boolean dependsOnSenderOnly(Waiting waiting) {
    TransactionBody body = waiting.transaction().body();
    return body instanceof TransactionBody.Transfer || body instanceof TransactionBody.Note;
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
    bySender.computeIfAbsent(next.transaction().from(), each -> new Queue()).put(next);
    bytes += next.bytes();
  }

  private void remove(Waiting gone) {
    if (byId.remove(gone.id()) == null) return;
    byUrgency.remove(gone);
    bytes -= gone.bytes();
    Address sender = gone.transaction().from();
    Queue own = queue(sender);
    own.remove(gone);
    if (own.byNonce.isEmpty()) bySender.remove(sender);
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
    var own = queue(sender).byNonce;
    while (own.containsKey(nonce)) nonce++;
    return nonce;
  }

  /** All that waits, by sender and nonce. */
  public Collection<Transaction> all() {
    return bySender.values().stream()
        .flatMap(own -> own.byNonce.values().stream())
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
