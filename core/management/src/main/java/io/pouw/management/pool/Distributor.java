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
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Divides a pot among a pool's members by their work on the chain. Pure: whoever has the same
 * version of the pool and the same chain computes the same.
 *
 * <p>The operator's fee is rounded down. The rest is divided by largest remainder (Hamilton): each
 * gets its exact share rounded down, and the units left over go, one each, to the largest
 * fractions, of equal ones to the smaller address.
 */
public final class Distributor {
  private static final BigInteger GIGA = BigInteger.valueOf(1_000_000_000);

  private final PoolState pool;
  private final List<WorkCredit> credits;

  /**
   * A distributor for one version of a pool.
   *
   * @param credits settled work of anybody, at least that of the window; others' is left aside
   */
  public Distributor(PoolState pool, List<WorkCredit> credits) {
    this.pool = pool;
    this.credits = credits.stream().filter(this::counts).sorted(WorkCredit.ORDER).toList();
  }

  private boolean counts(WorkCredit credit) {
    return (credit.proven() || pool.terms().federated())
        && pool.stay(credit.miner(), credit.doneHeight()).isPresent();
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
    SortedMap<Address, Work> work = work(afterHeight, toHeight);
    if (work.isEmpty())
      throw new PoolRefusedException(
          "no member of %s has settled work after height %d up to %d"
              .formatted(pool.name(), afterHeight, toHeight));
    long fee = Amounts.share(pot, pool.terms().feePpm());
    return new Distribution(
        id(afterHeight, toHeight, currency, pot),
        pool.id(),
        pool.version(),
        pool.terms().scheme(),
        afterHeight,
        toHeight,
        currency,
        pot,
        fee,
        lines(work, pot - fee));
  }

  /** The work that would count, by member. */
  public SortedMap<Address, Work> work(long afterHeight, long toHeight) {
    return switch (pool.terms().scheme()) {
      case PROPORTIONAL -> sinceLast(afterHeight, toHeight);
      case PPLNS -> lastOnes(toHeight);
    };
  }

  /** What counts of one member's work. */
  public record Work(long units, BigInteger weight) {
    private static final Work NONE = new Work(0, BigInteger.ZERO);

    private Work plus(long moreUnits, BigInteger moreWeight) {
      return new Work(Math.addExact(units, moreUnits), weight.add(moreWeight));
    }
  }

  private SortedMap<Address, Work> sinceLast(long afterHeight, long toHeight) {
    var work = new TreeMap<Address, Work>();
    for (WorkCredit each : credits)
      if (each.settledHeight() > afterHeight && each.settledHeight() <= toHeight)
        add(work, each, each.weight());
    return work;
  }

  /**
   * Goes back from the newest checkpoint until the window is full. The checkpoint that does not fit
   * whole counts in part, the same part of each miner's work.
   */
  private SortedMap<Address, Work> lastOnes(long toHeight) {
    BigInteger left = BigInteger.valueOf(pool.terms().windowGigaflop()).multiply(GIGA);
    var work = new TreeMap<Address, Work>();
    for (int end = credits.size(); end > 0 && left.signum() > 0; ) {
      int from = end - 1;
      while (from > 0 && sameCheckpoint(credits.get(from - 1), credits.get(end - 1))) from--;
      List<WorkCredit> group = credits.subList(from, end);
      end = from;
      if (group.getFirst().settledHeight() > toHeight) continue;
      BigInteger all =
          group.stream().map(WorkCredit::weight).reduce(BigInteger.ZERO, BigInteger::add);
      BigInteger counted = all.min(left);
      for (WorkCredit each : group) add(work, each, each.weight().multiply(counted).divide(all));
      left = left.subtract(counted);
    }
    return work;
  }

  private static boolean sameCheckpoint(WorkCredit a, WorkCredit b) {
    return a.task().equals(b.task()) && a.checkpoint() == b.checkpoint();
  }

  private static void add(SortedMap<Address, Work> work, WorkCredit credit, BigInteger weight) {
    if (weight.signum() > 0)
      work.merge(
          credit.miner(),
          Work.NONE.plus(credit.units(), weight),
          (old, more) -> old.plus(more.units(), more.weight()));
  }

  private List<Distribution.Line> lines(SortedMap<Address, Work> work, long pot) {
    var members = new ArrayList<>(work.keySet());
    List<BigInteger> weights = members.stream().map(each -> weight(work, each)).toList();
    long[] amounts = apportion(pot, weights);
    var lines = new ArrayList<Distribution.Line>();
    for (int i = 0; i < amounts.length; i++) {
      Address member = members.get(i);
      long units = work.getOrDefault(member, Work.NONE).units();
      lines.add(new Distribution.Line(member, account(member), units, weights.get(i), amounts[i]));
    }
    return lines;
  }

  private static BigInteger weight(SortedMap<Address, Work> work, Address member) {
    return work.getOrDefault(member, Work.NONE).weight();
  }

  /** Where it wanted its pay sent when it joined last. */
  private String account(Address member) {
    return pool.members().stream()
        .filter(each -> each.worker().equals(member))
        .reduce((first, second) -> second)
        .map(each -> each.request().account())
        .orElseThrow();
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
