package io.pouw.management.pool;

import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Divides a pot among a pool's members by their work on the chain. Pure: whoever has the same
 * version of the pool and the same chain computes the same.
 *
 * <p>Each credit counts by the terms in force when its checkpoint was taken in: a proportional one
 * if it was settled since the last distribution, one under PPLNS if it is among the last N of all
 * the pool's work. If terms changed between, the pot is first divided among them by the work that
 * counts under each, and each part gives its own fee.
 *
 * <p>The operator's fee is rounded down. The rest is divided by largest remainder (Hamilton): each
 * gets its exact share rounded down, and the units left over go, one each, to the largest
 * fractions, of equal ones to the smaller address.
 */
public final class Distributor {
  private static final BigInteger GIGA = BigInteger.valueOf(1_000_000_000);

  private final PoolState pool;

  /** By worker, in the order of joining; an address costs a hash, so it is computed once. */
  private final SortedMap<Address, List<Membership>> stays = new TreeMap<>();

  private final List<WorkCredit> credits;

  /**
   * A distributor for one version of a pool.
   *
   * @param credits settled work of anybody, at least that of the window; others' is left aside
   */
  public Distributor(PoolState pool, List<WorkCredit> credits) {
    this.pool = pool;
    for (Membership each : pool.members())
      stays.computeIfAbsent(each.worker(), worker -> new ArrayList<>()).add(each);
    this.credits = credits.stream().filter(this::counts).sorted(WorkCredit.ORDER).toList();
  }

  private boolean counts(WorkCredit credit) {
    return (credit.proven() || terms(credit).federated())
        && stays.getOrDefault(credit.miner(), List.of()).stream()
            .anyMatch(each -> each.covers(credit.doneHeight()));
  }

  /**
   * Divides.
   *
   * @param afterHeight where the last distribution ended, 0 for the first one
   * @param toHeight up to which work counts
   * @param currency of the pot
   * @param pot in the currency's smallest unit, positive
   * @throws PoolRefusedException if the pool has too few members, or nobody worked
   */
  public Distribution divide(long afterHeight, long toHeight, String currency, long pot) {
    if (pot <= 0) throw new PoolRefusedException("a pot of " + pot + ", expected more than 0");
    int members = pool.active().size();
    if (members < PoolTerms.MIN_MEMBERS)
      throw new PoolRefusedException(
          "pool %s has %d members, expected at least %d"
              .formatted(pool.name(), members, PoolTerms.MIN_MEMBERS));
    SortedMap<Integer, SortedMap<Address, Work>> work = byTerms(afterHeight, toHeight);
    if (work.isEmpty())
      throw new PoolRefusedException(
          "no member of %s has settled work after height %d up to %d"
              .formatted(pool.name(), afterHeight, toHeight));
    var amounts = new TreeMap<Address, Long>();
    long fee = divide(pot, work, amounts);
    return new Distribution(
        id(afterHeight, toHeight, currency, pot),
        pool.id(),
        pool.version(),
        pool.schedule().at(toHeight).scheme(),
        afterHeight,
        toHeight,
        currency,
        pot,
        fee,
        lines(merged(work), amounts));
  }

  /** Divides the pot among terms and the parts among members; the fees of all. */
  private long divide(
      long pot,
      SortedMap<Integer, SortedMap<Address, Work>> work,
      SortedMap<Address, Long> amounts) {
    var parts = List.copyOf(work.entrySet());
    long[] pots = apportion(pot, parts.stream().map(each -> total(each.getValue())).toList());
    long fees = 0;
    for (int i = 0; i < pots.length; i++) {
      PoolTerms terms = pool.schedule().entries().get(parts.get(i).getKey()).terms();
      long fee = Amounts.share(pots[i], terms.feePpm());
      fees = Math.addExact(fees, fee);
      var members = List.copyOf(parts.get(i).getValue().entrySet());
      long[] its =
          apportion(pots[i] - fee, members.stream().map(each -> each.getValue().weight()).toList());
      for (int j = 0; j < its.length; j++)
        amounts.merge(members.get(j).getKey(), its[j], Math::addExact);
    }
    return fees;
  }

  private static BigInteger total(SortedMap<Address, Work> work) {
    return work.values().stream().map(Work::weight).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** The work that would count, by member. */
  public SortedMap<Address, Work> work(long afterHeight, long toHeight) {
    return merged(byTerms(afterHeight, toHeight));
  }

  private static SortedMap<Address, Work> merged(
      SortedMap<Integer, SortedMap<Address, Work>> byTerms) {
    var all = new TreeMap<Address, Work>();
    for (SortedMap<Address, Work> each : byTerms.values())
      each.forEach((member, work) ->
          all.merge(member, work, (old, more) -> old.plus(more.units(), more.weight())));
    return all;
  }

  /** What counts of one member's work. */
  public record Work(long units, BigInteger weight) {
    private Work plus(long moreUnits, BigInteger moreWeight) {
      return new Work(Math.addExact(units, moreUnits), weight.add(moreWeight));
    }
  }

  private PoolTerms terms(WorkCredit credit) {
    return pool.schedule().at(credit.doneHeight());
  }

  /**
   * The work that counts, by the entry of the schedule and then by member. Goes back from the
   * newest checkpoint. One that does not fit whole into a window counts in part, the same part of
   * each miner's work.
   */
  private SortedMap<Integer, SortedMap<Address, Work>> byTerms(long afterHeight, long toHeight) {
    var work = new TreeMap<Integer, SortedMap<Address, Work>>();
    BigInteger newer = BigInteger.ZERO;
    for (int end = credits.size(); end > 0; ) {
      int from = end - 1;
      while (from > 0 && sameCheckpoint(credits.get(from - 1), credits.get(end - 1))) from--;
      List<WorkCredit> group = credits.subList(from, end);
      end = from;
      WorkCredit first = group.getFirst();
      if (first.settledHeight() > toHeight) continue;
      BigInteger all =
          group.stream().map(WorkCredit::weight).reduce(BigInteger.ZERO, BigInteger::add);
      BigInteger counted = counted(terms(first), first.settledHeight() > afterHeight, all, newer);
      newer = newer.add(all);
      if (counted.signum() == 0) continue;
      var its =
          work.computeIfAbsent(
              pool.schedule().indexAt(first.doneHeight()), entry -> new TreeMap<>());
      for (WorkCredit each : group) add(its, each, each.weight().multiply(counted).divide(all));
    }
    work.values().removeIf(Map::isEmpty);
    return work;
  }

  /** How much of a checkpoint's work counts. */
  private static BigInteger counted(
      PoolTerms terms, boolean sinceLast, BigInteger all, BigInteger newer) {
    return switch (terms.scheme()) {
      case PROPORTIONAL -> sinceLast ? all : BigInteger.ZERO;
      case PPLNS ->
          BigInteger.valueOf(terms.windowGigaflop())
              .multiply(GIGA)
              .subtract(newer)
              .max(BigInteger.ZERO)
              .min(all);
    };
  }

  private static boolean sameCheckpoint(WorkCredit a, WorkCredit b) {
    return a.settledHeight() == b.settledHeight()
        && a.task().equals(b.task())
        && a.checkpoint() == b.checkpoint();
  }

  private static void add(SortedMap<Address, Work> work, WorkCredit credit, BigInteger weight) {
    if (weight.signum() > 0)
      work.merge(
          credit.miner(),
          new Work(credit.units(), weight),
          (old, more) -> old.plus(more.units(), more.weight()));
  }

  private List<Distribution.Line> lines(
      SortedMap<Address, Work> work, SortedMap<Address, Long> amounts) {
    var lines = new ArrayList<Distribution.Line>();
    work.forEach((member, its) ->
        lines.add(
            new Distribution.Line(
                member,
                account(member),
                its.units(),
                its.weight(),
                amounts.getOrDefault(member, 0L))));
    return lines;
  }

  /** Where it wanted its pay sent when it joined last. */
  private String account(Address member) {
    return stays.getOrDefault(member, List.of()).getLast().request().account();
  }

  /**
   * Divides a sum in proportion to weights by largest remainder; the parts add up to the sum.
   *
   * @param weights not negative, at least one of them positive
   */
  static long[] apportion(long sum, List<BigInteger> weights) {
    BigInteger all = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
    var parts = new long[weights.size()];
    var remainders = new ArrayList<BigInteger>();
    long left = sum;
    for (int i = 0; i < parts.length; i++) {
      BigInteger[] part = BigInteger.valueOf(sum).multiply(weights.get(i)).divideAndRemainder(all);
      parts[i] = part[0].longValueExact();
      remainders.add(part[1]);
      left -= parts[i];
    }
    var order = new ArrayList<Integer>();
    for (int i = 0; i < parts.length; i++) order.add(i);
    // stable: of equal remainders the earlier comes first
    order.sort(Comparator.comparing(remainders::get, Comparator.reverseOrder()));
    for (int i = 0; i < left; i++) parts[order.get(i)]++;
    return parts;
  }

  private Hash id(long afterHeight, long toHeight, String currency, long pot) {
    byte[] input =
        new Encoder()
            .hash(pool.digest())
            .i64(afterHeight)
            .i64(toHeight)
            .text(currency)
            .i64(pot)
            .toBytes();
    return Hash.of(Domain.POOL, input);
  }
}
