package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Chance that everybody can recompute: numbers from a hash of the beacon and of what is drawn for,
 * in counter mode. One instance a decision.
 */
final class Lottery {
  private final byte[] seed;
  private int counter;

  /**
   * @param beacon of the block that decides
   * @param purpose what sets this decision apart from others of the block
   */
  Lottery(Hash beacon, String purpose, Hash task, int... numbers) {
    var subject = new Encoder().hash(beacon).text(purpose).hash(task);
    for (int number : numbers) subject.u32(number);
    seed = subject.toBytes();
  }

  /** A number from 0 to {@code bound - 1}, each equally likely: what would bias it is rejected. */
  long below(long bound) {
    if (bound <= 0) throw new IllegalArgumentException("a number below " + bound);
    long excess = (Long.MAX_VALUE % bound + 1) % bound;
    while (true) {
      byte[] count = new Encoder(16).u32(counter++).toBytes();
      long number = Hash.of(Domain.DRAW, seed, count).toLong() >>> 1;
      if (number <= Long.MAX_VALUE - excess) return number % bound;
    }
  }

  /** The same addresses in an order of chance. */
  List<Address> shuffled(List<Address> addresses) {
    return addresses.stream()
        .sorted(
            Comparator.comparing((Address each) -> Hash.of(Domain.DRAW, seed, each.toBytes()))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** Draws without replacement, one after the other, each with a chance in proportion to weight. */
  List<Address> choose(int count, List<Address> from, ToLongFunction<Address> weight) {
    var left = new ArrayList<>(from);
    var chosen = new ArrayList<Address>();
    while (chosen.size() < count && !left.isEmpty()) {
      long total = left.stream().mapToLong(weight).reduce(0, Math::addExact);
      long point = below(total);
      int at = 0;
      for (; point >= weight.applyAsLong(left.get(at)); at++)
        point -= weight.applyAsLong(left.get(at));
      chosen.add(left.remove(at));
    }
    return List.copyOf(chosen);
  }
}
