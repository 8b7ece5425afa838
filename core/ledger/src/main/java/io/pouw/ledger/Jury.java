package io.pouw.ledger;

import io.pouw.primitives.Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** How a jury's answers, weighted by stake, come to a decision. */
final class Jury {
  private Jury() {}

  /**
   * What the answers come to.
   *
   * @param decided the answer that has more than half of the weight
   * @param closed whether no more answers count: it is decided, all have answered, or time is up
   */
  record Decision<V>(Optional<V> decided, boolean closed) {}

  /**
   * Decides by more than half of the whole jury's weight; once time is up, or all have answered, by
   * more than half of the weight that answered.
   */
  static <A, V extends Comparable<V>> Decision<V> decide(
      List<Address> jury,
      ToLongFunction<Address> weight,
      List<A> answers,
      Function<A, Address> who,
      Function<A, V> what,
      boolean timeIsUp) {
    long all = jury.stream().mapToLong(weight).reduce(0, Math::addExact);
    long answered = 0;
    int heads = 0;
    Map<V, Long> sums = new TreeMap<>();
    for (A answer : answers) {
      if (!jury.contains(who.apply(answer))) continue;
      long one = weight.applyAsLong(who.apply(answer));
      sums.merge(what.apply(answer), one, Math::addExact);
      answered = Math.addExact(answered, one);
      heads++;
    }
    boolean closed = timeIsUp || heads == jury.size();
    Optional<V> decided = majority(sums, closed ? answered : all);
    return new Decision<>(decided, closed || decided.isPresent());
  }

  private static <V> Optional<V> majority(Map<V, Long> sums, long of) {
    return sums.entrySet().stream()
        .filter(each -> each.getValue() > of - each.getValue())
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
