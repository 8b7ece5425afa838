package io.pouw.simulation;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is simulated: the whole run follows from it.
 *
 * @param seed of every draw in the run
 * @param stakes stake of each validator
 * @param byzantine which validators misbehave and how, together under a third of the stake
 * @param followers how many nodes only follow
 * @param workload what is ordered
 * @param duration how long the faults last
 * @param conditions the network's behaviour meanwhile
 * @param crashPpm chance that a node crashes between two effects
 * @param faults what strikes when
 * @param pace of the protocol
 * @param signatures how votes are signed
 */
public record Scenario(
    long seed,
    List<Long> stakes,
    SortedMap<Integer, Misconduct> byzantine,
    int followers,
    Workload workload,
    Duration duration,
    NetworkConditions conditions,
    int crashPpm,
    List<Fault.Timed> faults,
    Pace pace,
    Signatures signatures) {

  /** How votes are signed. */
  public enum Signatures {
    /** By a keyed hash that only the simulator can forge. */
    KEYED_HASH,
    /** As in production. */
    ED25519
  }

  /** What the network orders. */
  public enum Workload {
    /** Blocks without content. */
    NOTHING,
    /** The ledger of production with transactions of simulated clients. */
    LEDGER
  }

  public Scenario {
    stakes = List.copyOf(stakes);
    faults = List.copyOf(faults);
    byzantine = Collections.unmodifiableSortedMap(new TreeMap<>(byzantine));
    long bad = byzantine.keySet().stream().mapToLong(stakes::get).sum();
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

  /** A scenario with everything drawn from the seed. */
  public static Scenario draw(long seed) {
    return new ScenarioDraw(seed).drawAll();
  }

  /** A scenario with everything drawn from the seed but the number of validators. */
  public static Scenario draw(long seed, int validators) {
    return new ScenarioDraw(seed).draw(validators);
  }

  /** A network of equals in which nothing goes wrong by itself. */
  public static Scenario calm(long seed, int validators, int followers) {
    return new Scenario(
        seed,
        Collections.nCopies(validators, 1_000L),
        new TreeMap<>(),
        followers,
        Workload.NOTHING,
        Duration.ofSeconds(5),
        NetworkConditions.calm(),
        0,
        List.of(),
        Pace.BRISK,
        Signatures.KEYED_HASH);
  }

  public Scenario with(Signatures changed) {
    return new Scenario(
        seed,
        stakes,
        byzantine,
        followers,
        workload,
        duration,
        conditions,
        crashPpm,
        faults,
        pace,
        changed);
  }

  public Scenario with(Workload changed) {
    return new Scenario(
        seed,
        stakes,
        byzantine,
        followers,
        changed,
        duration,
        conditions,
        crashPpm,
        faults,
        pace,
        signatures);
  }

  public Scenario with(Pace changed) {
    return new Scenario(
        seed,
        stakes,
        byzantine,
        followers,
        workload,
        duration,
        conditions,
        crashPpm,
        faults,
        changed,
        signatures);
  }

  public Scenario with(NetworkConditions changed) {
    return new Scenario(
        seed,
        stakes,
        byzantine,
        followers,
        workload,
        duration,
        changed,
        crashPpm,
        faults,
        pace,
        signatures);
  }

  Scenario withFaults(List<Fault.Timed> changed) {
    return new Scenario(
        seed,
        stakes,
        byzantine,
        followers,
        workload,
        duration,
        conditions,
        crashPpm,
        changed,
        pace,
        signatures);
  }

  Scenario withDuration(Duration changed) {
    return new Scenario(
        seed,
        stakes,
        byzantine,
        followers,
        workload,
        changed,
        conditions,
        crashPpm,
        faults,
        pace,
        signatures);
  }

  Scenario withCrashPpm(int changed) {
    return new Scenario(
        seed,
        stakes,
        byzantine,
        followers,
        workload,
        duration,
        conditions,
        changed,
        faults,
        pace,
        signatures);
  }

  Scenario withByzantine(SortedMap<Integer, Misconduct> changed) {
    return new Scenario(
        seed,
        stakes,
        changed,
        followers,
        workload,
        duration,
        conditions,
        crashPpm,
        faults,
        pace,
        signatures);
  }

  /** The same without followers; what was to happen to them does not. */
  Scenario withoutFollowers() {
    return new Scenario(
        seed,
        stakes,
        byzantine,
        0,
        workload,
        duration,
        conditions,
        crashPpm,
        faults,
        pace,
        signatures);
  }

  @Override
  public String toString() {
    return "seed %d: stakes %s, byzantine %s, %d followers, %s, %s of faults, %s, crashes %d ppm, %s, %s"
        .formatted(
            seed,
            stakes,
            byzantine,
            followers,
            workload,
            duration,
            conditions,
            crashPpm,
            pace,
            signatures);
  }
}
