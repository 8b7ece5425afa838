package io.pouw.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is simulated: the whole run follows from it.
 *
 * @param seed of every draw in the run
 * @param stakes stake of each validator
 * @param byzantine which validators misbehave, together under a third of the stake
 * @param followers how many nodes only follow
 * @param faults how long the network, disks and nodes misbehave
 * @param conditions the network's behaviour meanwhile
 * @param crashPpm chance that a node crashes between two effects
 * @param disruptionGap mean time between partitions, crashes and restarts
 * @param realSignatures Ed25519, or a keyed hash that only the simulator can forge
 */
public record Scenario(
    long seed,
    List<Long> stakes,
    List<Integer> byzantine,
    int followers,
    Duration faults,
    NetworkConditions conditions,
    int crashPpm,
    Duration disruptionGap,
    boolean realSignatures) {

  public Scenario {
    stakes = List.copyOf(stakes);
    byzantine = List.copyOf(byzantine);
    long bad = byzantine.stream().mapToLong(stakes::get).sum();
    long total = stakes.stream().mapToLong(Long::longValue).sum();
    if (3 * bad >= total)
      throw new IllegalArgumentException(
          "Byzantine stake " + bad + " of " + total + " is not under a third");
  }

  public int validators() {
    return stakes.size();
  }

  public int nodes() {
    return validators() + followers;
  }

  /** A scenario with everything drawn from the seed but the number of validators. */
  public static Scenario draw(long seed, int validators) {
    var random = new SplitMix64(seed);
    boolean even = random.chance(500_000);
    var stakes = new ArrayList<Long>();
    for (int i = 0; i < validators; i++) stakes.add(even ? 1_000L : random.between(500, 2_000));
    return new Scenario(
        seed,
        stakes,
        drawByzantine(random, stakes),
        random.below(3),
        Duration.ofSeconds(random.between(5, 20)),
        NetworkConditions.draw(random),
        random.below(2) * random.below(5_000),
        Duration.ofMillis(random.between(300, 5_000)),
        false);
  }

  /** A network of equals in which nothing goes wrong by itself. */
  public static Scenario calm(long seed, int validators, int followers) {
    return new Scenario(
        seed,
        Collections.nCopies(validators, 1_000L),
        List.of(),
        followers,
        Duration.ofSeconds(5),
        NetworkConditions.calm(),
        0,
        Duration.ofDays(1),
        false);
  }

  /** The same with signatures as in production. */
  public Scenario withRealSignatures() {
    return new Scenario(
        seed, stakes, byzantine, followers, faults, conditions, crashPpm, disruptionGap, true);
  }

  private static List<Integer> drawByzantine(SplitMix64 random, List<Long> stakes) {
    long total = stakes.stream().mapToLong(Long::longValue).sum();
    var chosen = new ArrayList<Integer>();
    long bad = 0;
    for (int tries = random.below(stakes.size()); tries > 0; tries--) {
      int candidate = random.below(stakes.size());
      if (chosen.contains(candidate) || 3 * (bad + stakes.get(candidate)) >= total) continue;
      chosen.add(candidate);
      bad += stakes.get(candidate);
    }
    return chosen;
  }
}
