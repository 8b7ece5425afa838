package io.pouw.simulation;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What is simulated: the whole run follows from it.
 *
 * @param seed of every draw in the run
 * @param stakes stake of each validator
 * @param byzantine which validators misbehave and how, together under a third of the stake
 * @param followers how many nodes only follow
 * @param workload what is ordered
 * @param epochBlocks heights of an epoch, after each of which another set validates; 0 for one set
 *     for ever
 * @param load what the clients send
 * @param duration how long the faults last
 * @param conditions the network's behaviour meanwhile
 * @param crashPpm chance that a node crashes between two effects
 * @param faults what strikes when
 * @param pace of the protocol
 * @param signatures how votes are signed
 * @param peerFinding how nodes get to know one another; empty if all do from the beginning
 */
public record Scenario(
    long seed,
    List<Long> stakes,
    NavigableMap<Integer, Misconduct> byzantine,
    int followers,
    Workload workload,
    long epochBlocks,
    Load load,
    Duration duration,
    NetworkConditions conditions,
    int crashPpm,
    List<Fault.Timed> faults,
    Pace pace,
    Signatures signatures,
    Optional<PeerFinding> peerFinding) {

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
    LEDGER,
    /** The ledger of production with nodes that play the roles of a task. */
    ROUNDS
  }

  /**
   * What clients send.
   *
   * @param gap mean time between two bursts
   * @param burst transactions at once
   * @param badPpm chance of one that no node may take
   * @param clients how many there are; each has one transaction on its way at a time
   */
  public record Load(Duration gap, int burst, int badPpm, int clients) {
    /** So many that mempools fill up now and then. */
    public static final Load LIVELY = new Load(Duration.ofMillis(150), 1, 150_000, 8);
  }

  public Scenario {
    stakes = List.copyOf(stakes);
    faults = List.copyOf(faults);
    byzantine = Collections.unmodifiableNavigableMap(new TreeMap<>(byzantine));
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

  /**
   * Four validators of which one misbehaves in one way, on a network that does no harm; another one
   * and a follower are away for a while and have to catch up.
   */
  public static Scenario duel(long seed, Misconduct misconduct, Workload workload) {
    var byzantine = new TreeMap<Integer, Misconduct>();
    byzantine.put(Math.floorMod(seed, 4), misconduct);
    int away = Math.floorMod(seed + 1, 4);
    List<Fault.Timed> faults =
        List.of(
            new Fault.Timed(Duration.ofSeconds(2), new Fault.Crash(4, DiskFault.LOST)),
            new Fault.Timed(Duration.ofSeconds(3), new Fault.Crash(away, DiskFault.LOST)),
            new Fault.Timed(Duration.ofSeconds(7), new Fault.Restart(away)),
            new Fault.Timed(Duration.ofSeconds(9), new Fault.Restart(4)));
    return calm(seed, 4, 1)
        .with(workload)
        .withDuration(Duration.ofSeconds(12))
        .change(draft -> {
          draft.byzantine = byzantine;
          draft.faults = faults;
        });
  }

  /** A network of equals in which nothing goes wrong by itself. */
  public static Scenario calm(long seed, int validators, int followers) {
    return new Scenario(
        seed,
        Collections.nCopies(validators, 1_000L),
        new TreeMap<>(),
        followers,
        Workload.NOTHING,
        0,
        Load.LIVELY,
        Duration.ofSeconds(5),
        NetworkConditions.calm(),
        0,
        List.of(),
        Pace.BRISK,
        Signatures.KEYED_HASH,
        Optional.empty());
  }

  public Scenario with(Signatures changed) {
    return change(draft -> draft.signatures = changed);
  }

  public Scenario with(Workload changed) {
    return change(draft -> draft.workload = changed);
  }

  public Scenario with(Load changed) {
    return change(draft -> draft.load = changed);
  }

  public Scenario with(Pace changed) {
    return change(draft -> draft.pace = changed);
  }

  public Scenario with(NetworkConditions changed) {
    return change(draft -> draft.conditions = changed);
  }

  public Scenario withDuration(Duration changed) {
    return change(draft -> draft.duration = changed);
  }

  /** The same with another stake for each validator. */
  public Scenario withStakes(List<Long> changed) {
    return change(draft -> draft.stakes = changed);
  }

  Scenario change(Consumer<Draft> edit) {
    var draft = new Draft(this);
    edit.accept(draft);
    return draft.scenario();
  }

  /** A scenario that is being changed. */
  static final class Draft {
    final long seed;
    List<Long> stakes;
    NavigableMap<Integer, Misconduct> byzantine;
    int followers;
    Workload workload;
    long epochBlocks;
    Load load;
    Duration duration;
    NetworkConditions conditions;
    int crashPpm;
    List<Fault.Timed> faults;
    Pace pace;
    Signatures signatures;
    Optional<PeerFinding> peerFinding;

    private Draft(Scenario from) {
      seed = from.seed;
      stakes = from.stakes;
      byzantine = from.byzantine;
      followers = from.followers;
      workload = from.workload;
      epochBlocks = from.epochBlocks;
      load = from.load;
      duration = from.duration;
      conditions = from.conditions;
      crashPpm = from.crashPpm;
      faults = from.faults;
      pace = from.pace;
      signatures = from.signatures;
      peerFinding = from.peerFinding;
    }

    private Scenario scenario() {
      return new Scenario(
          seed,
          stakes,
          byzantine,
          followers,
          workload,
          epochBlocks,
          load,
          duration,
          conditions,
          crashPpm,
          faults,
          pace,
          signatures,
          peerFinding);
    }
  }

  @Override
  public String toString() {
    return "seed %d: stakes %s, byzantine %s, %d followers, %s, epochs of %d, %s of faults, %s, crashes %d ppm, %s, %s%s"
        .formatted(
            seed,
            stakes,
            byzantine,
            followers,
            workload,
            epochBlocks,
            duration,
            conditions,
            crashPpm,
            pace,
            signatures,
            peerFinding.map(finding -> ", " + finding).orElse(""));
  }
}
