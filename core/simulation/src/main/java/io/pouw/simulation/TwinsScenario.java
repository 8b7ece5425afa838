package io.pouw.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * A scenario of Twins (S. Bano, A. Sonnino, A. Chursin, D. Perelman, Z. Li, A. Ching and D. Malkhi,
 * "Twins: BFT Systems Made Robust", OPODIS 2021): a Byzantine validator is two honest replicas with
 * one key; the adversary decides who leads each of the first rounds and who hears whom in it.
 *
 * @param index of the scenario, for those that are enumerated
 * @param twins validators 0 to twins - 1 have a twin each
 * @param leaders of the rounds, by validator; empty if a schedule drawn by the index gives them
 * @param sets for each round the set that each replica is in; replicas hear those of their own set
 */
public record TwinsScenario(
    long index, int validators, int twins, List<Integer> leaders, List<List<Integer>> sets) {
  static final int VALIDATORS = 4;
  static final int ROUNDS = 4;

  /** Ways to put five replicas into two sets, one of which may be empty. */
  static final int PARTITIONS = 1 << VALIDATORS;

  /** How many scenarios there are with 4 validators, one twin, two sets and 4 rounds. */
  public static final int COUNT =
      Math.toIntExact(power(VALIDATORS, ROUNDS) * power(PARTITIONS, ROUNDS));

  public TwinsScenario {
    leaders = List.copyOf(leaders);
    sets = sets.stream().map(List::copyOf).toList();
  }

  private static long power(long base, int exponent) {
    long product = 1;
    for (int i = 0; i < exponent; i++) product *= base;
    return product;
  }

  /** Replicas: the validators and then the twins. */
  public int replicas() {
    return validators + twins;
  }

  /**
   * The scenario with a number from 0 to {@link #COUNT} - 1.
   *
   * <p>The last replica, which is the twin, is always in set 1 or, by symmetry of the two names, in
   * set 0: only the others' sets are enumerated.
   */
  public static TwinsScenario of(long index) {
    if (index < 0 || index >= COUNT)
      throw new IllegalArgumentException("scenario " + index + ", expected 0 to " + (COUNT - 1));
    long rest = index;
    var leaders = new ArrayList<Integer>();
    for (int round = 0; round < ROUNDS; round++) {
      leaders.add((int) (rest % VALIDATORS));
      rest /= VALIDATORS;
    }
    var sets = new ArrayList<List<Integer>>();
    for (int round = 0; round < ROUNDS; round++) {
      sets.add(twoSets((int) (rest % PARTITIONS)));
      rest /= PARTITIONS;
    }
    return new TwinsScenario(index, VALIDATORS, 1, leaders, sets);
  }

  private static List<Integer> twoSets(int bits) {
    var sets = new ArrayList<Integer>();
    for (int replica = 0; replica < VALIDATORS; replica++) sets.add(bits >> replica & 1);
    sets.add(0);
    return sets;
  }

  /** A larger one: 4 to 10 validators with as many twins as may be, 4 to 8 rounds, up to 3 sets. */
  public static TwinsScenario draw(long seed) {
    var random = new SplitMix64(seed);
    int validators = 4 + random.below(7);
    int twins = 1 + random.below((validators - 1) / 3);
    int rounds = 4 + random.below(5);
    var sets = new ArrayList<List<Integer>>();
    for (int round = 0; round < rounds; round++) {
      var chosen = new ArrayList<Integer>();
      int parts = 1 + random.below(3);
      for (int i = 0; i < validators + twins; i++) chosen.add(random.below(parts));
      sets.add(chosen);
    }
    return new TwinsScenario(seed, validators, twins, List.of(), sets);
  }

  /** The validator that a replica plays. */
  int validatorOf(int replica) {
    return replica < validators ? replica : replica - validators;
  }

  /** Whether the replica has a twin or is one. */
  boolean isTwin(int replica) {
    return validatorOf(replica) < twins;
  }

  /** Whether two replicas hear each other in a view, counted from 1. */
  boolean connected(long view, int from, int to) {
    if (view > sets.size()) return true;
    List<Integer> round = sets.get((int) view - 1);
    return round.get(from).equals(round.get(to));
  }
}
