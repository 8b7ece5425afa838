package io.pouw.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Draws an environment from a seed. */
final class ScenarioDraw {
  private static final int PPM = 1_000_000;

  /** From this number of validators on a view costs so much that runs are short and slow-paced. */
  private static final int MANY = 20;

  private static final int NOBODY = -1;

  private static final int LEDGER_PPM = 120_000;

  private final long seed;
  private final SplitMix64 random;

  ScenarioDraw(long seed) {
    this.seed = seed;
    this.random = new SplitMix64(seed);
  }

  Scenario drawAll() {
    return draw(validators());
  }

  /** Mostly few, for these find most; now and then up to 100. */
  private int validators() {
    int kind = random.below(1_000);
    if (kind < 650) return 4;
    if (kind < 750) return 1 + random.below(3);
    if (kind < 950) return 5 + random.below(6);
    if (kind < 995) return 11 + random.below(15);
    return 26 + random.below(75);
  }

  Scenario draw(int validators) {
    boolean many = validators >= MANY;
    List<Long> stakes = stakes(validators);
    var byzantine = byzantine(stakes);
    int followers = random.below(3);
    var duration =
        Duration.ofMillis(many ? random.between(3_000, 6_000) : random.between(5_000, 20_000));
    var workload =
        !many && random.chance(LEDGER_PPM) ? Scenario.Workload.LEDGER : Scenario.Workload.NOTHING;
    long epochBlocks = random.below(2) * random.between(3, 30);
    boolean mayRot = epochBlocks == 0 && byzantine.isEmpty() && even(stakes) && validators >= 4;
    int rotting = mayRot ? random.below(validators) : NOBODY;
    return new Scenario(
        seed,
        stakes,
        byzantine,
        followers,
        workload,
        epochBlocks,
        Scenario.Load.LIVELY,
        duration,
        NetworkConditions.draw(random),
        random.below(2) * random.below(5_000),
        faults(validators + followers, rotting, duration),
        many ? Pace.STEADY : Pace.BRISK,
        workload == Scenario.Workload.LEDGER && random.chance(PPM / 3)
            ? Scenario.Signatures.ED25519
            : Scenario.Signatures.KEYED_HASH,
        many
            ? Optional.empty()
            : PeerFinding.draw(seed, validators + followers, byzantine.keySet()));
  }

  private static boolean even(List<Long> stakes) {
    return stakes.stream().distinct().count() == 1;
  }

  private List<Long> stakes(int validators) {
    boolean even = random.chance(PPM / 2);
    var stakes = new ArrayList<Long>();
    for (int i = 0; i < validators; i++) stakes.add(even ? 1_000L : random.between(500, 2_000));
    return stakes;
  }

  private NavigableMap<Integer, Misconduct> byzantine(List<Long> stakes) {
    long total = stakes.stream().mapToLong(Long::longValue).sum();
    var chosen = new TreeMap<Integer, Misconduct>();
    long bad = 0;
    for (int tries = random.below(stakes.size()); tries > 0; tries--) {
      int candidate = random.below(stakes.size());
      if (chosen.containsKey(candidate) || 3 * (bad + stakes.get(candidate)) >= total) continue;
      chosen.put(candidate, pick(Misconduct.values()));
      bad += stakes.get(candidate);
    }
    return chosen;
  }

  private List<Fault.Timed> faults(int nodes, int rotting, Duration duration) {
    long gap = random.between(300, 5_000);
    var plan = new ArrayList<Fault.Timed>();
    long at = random.between(0, 2 * gap);
    while (at < duration.toMillis()) {
      plan.add(new Fault.Timed(Duration.ofMillis(at), fault(nodes, rotting)));
      at += 1 + random.between(0, 2 * gap);
    }
    plan.sort(Comparator.comparing(Fault.Timed::at));
    return plan;
  }

  /**
   * @param rotting the one node whose disk may lose final blocks or votes: it then keeps silent in
   *     views that it may have voted in, so it counts as faulty for a while
   */
  private Fault fault(int nodes, int rotting) {
    int node = random.below(nodes);
    return switch (random.below(18)) {
      case 0, 1 -> new Fault.Partition(groups(nodes));
      case 2 -> new Fault.OneWay(subset(nodes));
      case 3, 4 -> new Fault.Heal();
      case 5 -> new Fault.Clog(node, random.below(nodes), millis(200, 8_000));
      case 6 -> new Fault.Pause(node, millis(100, 6_000));
      case 7, 8 -> new Fault.Crash(node, powerCut());
      case 9, 10 -> new Fault.CrashAtDisk(node, random.below(12), atDisk(node == rotting));
      case 11 -> random.below(3) == 0 ? new Fault.Blackout(powerCut()) : new Fault.Heal();
      case 12 -> rotting == NOBODY ? new Fault.Heal() : rot(rotting);
      case 13 -> new Fault.Upgrade(node, 50 + random.below(200), protocol());
      default -> new Fault.Restart(node);
    };
  }

  /** Most upgrades keep the protocol. */
  private int protocol() {
    return random.below(4) == 0 ? 1 : 0;
  }

  private Fault rot(int node) {
    return random.below(2) == 0 ? new Fault.Rot(node) : new Fault.RotVotes(node);
  }

  /** Votes that come back damaged cost more silence than those that come back torn. */
  private DiskFault atDisk(boolean mayDamage) {
    DiskFault drawn = pick(DiskFault.values());
    return drawn == DiskFault.FLIPPED && !mayDamage ? DiskFault.TORN : drawn;
  }

  private List<Integer> groups(int nodes) {
    int count = 2 + random.below(2);
    var groups = new ArrayList<Integer>();
    for (int i = 0; i < nodes; i++) groups.add(random.below(count));
    return groups;
  }

  private List<Integer> subset(int nodes) {
    var chosen = new ArrayList<Integer>();
    for (int i = 0; i < nodes; i++) if (random.chance(PPM / 3)) chosen.add(i);
    return chosen;
  }

  private Duration millis(long least, long most) {
    return Duration.ofMillis(random.between(least, most));
  }

  private DiskFault powerCut() {
    DiskFault drawn = pick(DiskFault.values());
    return drawn == DiskFault.FULL ? DiskFault.LOST : drawn;
  }

  private <T> T pick(T[] values) {
    return values[random.below(values.length)];
  }
}
